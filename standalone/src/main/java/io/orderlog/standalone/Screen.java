package io.orderlog.standalone;

import io.orderlog.embedded.EmbeddedDatabase;
import io.orderlog.embedded.EmbeddedKafka;
import java.nio.file.Path;
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

    static void ready(Duration taken, String url, DataFolder folder) {
        System.out.printf(Locale.ROOT,
                """
                        Orderlog is ready after %.1f s. Ctrl-C ends it.
                          Orders    %2$s/orders
                          Try out   %2$s/swagger-ui.html
                          Clients   %3$s (a secret each: shop may do everything, warehouse, customer, auditor and operator their parts)
                        Get a token for an hour, and place an order:
                          TOKEN=$(curl -sK %3$s/shop %2$s/oauth2/token | sed 's/.*"access_token":"//;s/".*//')
                          curl -i %2$s/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"customerId": "17850", "currency": "GBP", \
                        "lines": [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 6, "unitPrice": 255}]}'
                        """,
                taken.toMillis() / 1000.0, url, fromHere(folder.clients()));
    }

    /** As short as it can be typed in the folder that this was started in. */
    private static Path fromHere(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    static void failure(String sentence) {
        System.err.println(sentence);
    }
}
