package io.orderlog.standalone;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.cli.OrderlogCli;
import io.orderlog.query.testing.TopicFold;
import io.orderlog.query.testing.ViewsDifference;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Real invoices go through the whole house, from one client to the views, while it is killed. */
class RealOrdersIT {

    private static final Path CHECKS = Path.of("../checks");
    private static final String INVOICES = CHECKS.resolve("online-retail-cut.csv.gz").toString();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void anImportThatIsCutOffByAKillGoesOnAndEveryOrderIsThereExactlyOnce() throws Exception {
        int port = Launched.freePort();
        FutureTask<Integer> importing = new FutureTask<>(() -> importInvoices(port));
        try (Launched launched = Launched.start(directory, port).awaitReady()) {
            Thread.ofVirtual().start(importing);
            await().atMost(Duration.ofMinutes(1)).until(() -> topic(launched).valid().size() >= 300);
            launched.kill();
        }
        try (Launched launched = Launched.start(directory, port).awaitReady()) {
            assertThat(importing.get(3, MINUTES)).isZero();
            Map<String, Long> log = logFigures(launched);
            assertThat(log).containsAllEntriesOf(expected());
            assertThat(viewFigures(launched)).containsExactlyInAnyOrderEntriesOf(expected());
            assertThat(ViewsDifference.between(launched.jdbcUrl(), "orderlog", topic(launched))).isEmpty();
            assertThat(AnsweredSales.of(launched)).isEqualTo(expectedSales());

            assertThat(importInvoices(port)).isZero();

            assertThat(logFigures(launched)).isEqualTo(log);
        }
    }

    /** What {@code checks/online-retail.py} works out of the file by itself, of what the log and the views can know. */
    private static Map<String, Long> expected() throws IOException {
        Map<String, Long> figures = figures(Files.readString(CHECKS.resolve("online-retail-cut.json")));
        figures.keySet()
                .removeIf(name -> name.startsWith("rejected: ")
                        || List.of("invoices", "taken", "unmatched lines").contains(name));
        return figures;
    }

    /** What the same program works out of the file for each day, product and customer. */
    private static AnsweredSales expectedSales() throws IOException {
        return JsonMapper.shared().readValue(Files.readString(CHECKS.resolve("online-retail-cut-sales.json")), AnsweredSales.class);
    }

    private static TopicFold topic(Launched launched) throws IOException {
        return TopicFold.of(launched.kafka(), "orders.events");
    }

    private int importInvoices(int port) {
        String credentials = directory.resolve("orderlog-data/clients/shop").toString();
        return cli(new StringWriter(), "import", INVOICES, "--url", "http://127.0.0.1:" + port, "--credentials", credentials,
                "--concurrency",
                "32");
    }

    private static Map<String, Long> logFigures(Launched launched) throws IOException {
        StringWriter out = new StringWriter();
        assertThat(cli(out, "figures", "log", "--json", "--bootstrap-servers", launched.kafka())).isZero();
        return figures(out.toString());
    }

    private static Map<String, Long> viewFigures(Launched launched) throws IOException {
        StringWriter out = new StringWriter();
        assertThat(cli(out, "figures", "views", "--json", "--jdbc-url", launched.jdbcUrl())).isZero();
        return figures(out.toString());
    }

    private static Map<String, Long> figures(String json) {
        return new TreeMap<>(JsonMapper.shared().readValue(json, new TypeReference<Map<String, Long>>() {}));
    }

    private static int cli(StringWriter out, String... arguments) {
        return OrderlogCli.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
    }
}
