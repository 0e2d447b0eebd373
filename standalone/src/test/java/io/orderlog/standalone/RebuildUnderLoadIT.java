package io.orderlog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.cli.OrderlogCli;
import io.orderlog.query.testing.TopicFold;
import io.orderlog.query.testing.ViewsDifference;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator rebuilds the views of a whole house from the command line while people place orders and ask for them. The same run with
 * other figures is {@code checks/rebuild-under-load}.
 */
class RebuildUnderLoadIT {

    private static final int PER_SECOND = Integer.getInteger("rebuild.per-second", 20);
    /** Before and after the rebuild. */
    private static final Duration BESIDE = Duration.ofSeconds(Integer.getInteger("rebuild.seconds", 3));
    private static final String FILE = System.getProperty("rebuild.file", "");
    private static final Duration LONG = Duration.ofMinutes(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final List<String> report = new ArrayList<>();

    @Test
    void nobodyNoticesARebuildAndWhatWasDamagedByHandIsFoundAndHealed() throws Exception {
        try (Launched house = Launched.start(directory, Launched.freePort()).awaitReady()) {
            if (!FILE.isEmpty()) {
                assertThat(run(house, "shop", "import", FILE)).isZero();
            }
            rebuildUnderLoad(house);
            assertThat(differences(house)).isEmpty();
            report.add("Views compared with a fold of the topic: no difference");

            healByRebuild(house);
            healOneOrder(house);
            assertThat(run(house, "operator", "rebuild", "retire", "1")).isZero();
            assertThat(run(house, "operator", "parked", "list")).isZero();
        } finally {
            Files.write(Path.of("target/rebuild-under-load.txt"), report);
        }
    }

    private void rebuildUnderLoad(Launched house) throws Exception {
        SteadyLoad load = SteadyLoad.start(house, PER_SECOND);
        try (load) {
            load(load, BESIDE);
            long begun = System.nanoTime();
            FutureTask<Integer> rebuild = new FutureTask<>(() -> run(house, "operator", "rebuild", "start", "--switch", "--follow"));
            Thread.ofVirtual().start(rebuild);
            await().atMost(LONG).until(() -> house.get("/rebuilds/2").statusCode() == 200);
            theStreamOfTheRebuildPassesTheGateway(house);
            assertThat(rebuild.get(LONG.toMinutes(), TimeUnit.MINUTES)).isZero();
            report.add("Rebuilt, compared and switched in %.1f s".formatted((System.nanoTime() - begun) / 1e9));
            load(load, BESIDE);
        }
        report.add(load.figures());
        assertThat(load.failures()).isEmpty();
        assertThat(load.stale()).isEmpty();
    }

    private static void load(SteadyLoad load, Duration time) {
        long enough = load.placed() + PER_SECOND * time.toSeconds();
        await().atMost(LONG).until(() -> load.placed() >= enough);
    }

    private static void theStreamOfTheRebuildPassesTheGateway(Launched house) throws Exception {
        try (Stream<String> lines = house.stream("/rebuilds/2/events").body()) {
            List<String> data = lines.filter(line -> line.startsWith("data:")).toList();
            assertThat(data).hasSizeGreaterThan(1);
            assertThat(data.getFirst()).contains("\"live\":false");
            assertThat(data.getLast()).contains("\"live\":true", "\"result\":\"EQUAL\"");
        }
    }

    private void healByRebuild(Launched house) throws Exception {
        damage(house, "update views_g2.orders set total = total + 1 where id = (select min(id::text)::uuid from views_g2.orders)");
        damage(house, "delete from views_g2.sales_by_day where log_partition = (select min(log_partition) from views_g2.sales_by_day)");
        assertThat(differences(house)).isNotEmpty();

        StringWriter screen = new StringWriter();
        assertThat(run(screen, house, "operator", "rebuild", "start", "--follow")).isEqualTo(1);
        assertThat(screen.toString()).contains("DRIFT", "DIFFERENT [\"total\"]", "sales_by_day", "ONLY_REBUILT");
        report.add("Damaged by hand, and found by the comparison:");
        screen.toString().lines().filter(line -> line.startsWith("  ")).map(String::strip).forEach(report::add);
        assertThat(run(house, "operator", "rebuild", "switch", "3")).isZero();

        assertThat(differences(house)).isEmpty();
        report.add("After the switch to the rebuilt views: no difference");
    }

    private void healOneOrder(Launched house) throws Exception {
        String order = firstOrder(house);
        damage(house, "update views_g3.orders set total = total + 1 where id = '%s'".formatted(order));
        assertThat(differences(house)).isNotEmpty();
        assertThat(run(house, "operator", "rebuild", "order", order)).isZero();
        assertThat(differences(house)).isEmpty();
        report.add("One order damaged by hand and rebuilt alone: no difference");
    }

    private static String firstOrder(Launched house) throws Exception {
        try (var connection = DriverManager.getConnection(house.jdbcUrl(), "orderlog", "");
                var statement = connection.createStatement();
                var row = statement.executeQuery("select min(id::text) from views_g3.orders")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void damage(Launched house, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(house.jdbcUrl(), "orderlog", ""); var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private static List<String> differences(Launched house) throws Exception {
        return ViewsDifference.between(house.jdbcUrl(), "orderlog", TopicFold.of(house.kafka(), "orders.events"));
    }

    private static int run(Launched house, String client, String... arguments) {
        return run(new StringWriter(), house, client, arguments);
    }

    private static int run(StringWriter screen, Launched house, String client, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", house.url("").toString(), "--credentials", house.credentials(client).toString()));
        PrintWriter printed = new PrintWriter(screen, true);
        return OrderlogCli.commandLine().setOut(printed).setErr(printed).execute(all.toArray(String[]::new));
    }
}
