/**
 * The real Kafka broker and the real Postgres server started from Java, for the launcher (durable) and for tests (temporary).
 *
 * <p>{@snippet :
 * try (var kafka = EmbeddedKafka.temporary(); var database = EmbeddedDatabase.temporary()) {
 *     kafka.bootstrapServers();   // "127.0.0.1:40123"; make your topics yourself, the broker does not
 *     database.jdbcUrl();         // "jdbc:postgresql://127.0.0.1:40125/orderlog", user database.username(), no password
 *     kafka.stop();               // away ...
 *     kafka.startAgain();         // ... and back: same port, same data
 * }
 * EmbeddedKafka.start(new EmbeddedKafka.Settings(folder, 9092, true));       // port 0 takes a free one
 * EmbeddedDatabase.start(new EmbeddedDatabase.Settings(folder, 5432, true)); // durable: on disk before it is acknowledged
 * }
 *
 * <p>Two servers never share a folder: whoever starts them on a lasting folder makes sure of that, for example with a file lock.
 */
@NullMarked
package io.orderlog.embedded;

import org.jspecify.annotations.NullMarked;
