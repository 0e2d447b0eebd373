package io.orderlog.embedded.testing;

import io.orderlog.embedded.EmbeddedKafka;

/** One real broker that a test may stop, empty at first. */
public interface TestKafka extends AutoCloseable {

    /** On a free port; its data is gone when it is closed or when the JVM ends. */
    static TestKafka start() {
        return switch (TestServers.chosen()) {
            case EMBEDDED -> new InThisProcess(EmbeddedKafka.temporary());
            case CONTAINERS -> ContainerKafka.start();
        };
    }

    /** Host and port for {@code bootstrap.servers}; the same for as long as this object lives. */
    String bootstrapServers();

    /** Keeps its data; does nothing when it is stopped. */
    void stop();

    /** On the same port and data, and returns when it serves clients; does nothing when it runs. */
    void startAgain();

    @Override
    void close();

    /** The broker of the launcher. */
    record InThisProcess(EmbeddedKafka kafka) implements TestKafka {

        @Override
        public String bootstrapServers() {
            return kafka.bootstrapServers();
        }

        @Override
        public void stop() {
            kafka.stop();
        }

        @Override
        public void startAgain() {
            kafka.startAgain();
        }

        @Override
        public void close() {
            kafka.close();
        }
    }
}
