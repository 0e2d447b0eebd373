package io.orderlog.standalone;

import io.orderlog.embedded.EmbeddedDatabase;
import io.orderlog.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.Locale;

/** The few lines that the user sees; everything else goes to the log file. */
final class Screen {

    private Screen() {}

    static void starting(DataFolder folder) {
        System.out.printf("Orderlog is starting. Its data and its log are in %s; delete the folder to start afresh.%n", folder);
    }

    static void infrastructure(EmbeddedKafka kafka, EmbeddedDatabase database) {
        System.out.printf("  Kafka     %s%n", kafka.bootstrapServers());
        System.out.printf("  Postgres  %s (user %s, no password)%n", database.jdbcUrl(), database.username());
    }

    static void waiting(String name) {
        System.out.printf("  %s is not ready yet: it reads the log. Its health says how far it is.%n", name);
    }

    static void ready(Duration taken, String address, int port) {
        String host = address.equals("127.0.0.1") || address.equals("0.0.0.0") ? "localhost" : address;
        System.out.printf(Locale.ROOT, """
                Orderlog is ready after %.1f s. Ctrl-C ends it.
                  Orders    http://%3$s:%2$d/orders
                  Try out   http://%3$s:%2$d/swagger-ui.html
                Place an order:
                  curl -i http://%3$s:%2$d/orders -H 'Content-Type: application/json' -d '{"customerId": "17850", "currency": "GBP", \
                "lines": [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 6, "unitPrice": 255}]}'
                """, taken.toMillis() / 1000.0, port, host);
    }

    static void failure(String sentence) {
        System.err.println(sentence);
    }
}
