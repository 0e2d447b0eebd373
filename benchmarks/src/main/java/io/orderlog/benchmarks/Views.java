package io.orderlog.benchmarks;

import static java.lang.String.format;

import io.orderlog.benchmarks.log.LogFiller;
import io.orderlog.benchmarks.process.ProcessUsage;
import io.orderlog.benchmarks.process.Service;
import io.orderlog.benchmarks.process.Stage;
import io.orderlog.benchmarks.process.Stage.Database;
import io.orderlog.benchmarks.report.Goal;
import io.orderlog.benchmarks.report.Report;
import io.orderlog.benchmarks.report.Table;
import io.orderlog.benchmarks.views.ReadyRows;
import io.orderlog.benchmarks.views.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How fast views are made from a log that is there: by following it, and anew. */
final class Views {

    private static final int EVENTS_OF_AN_ORDER = 3;
    private static final double WANTED_OF_LIMIT = 0.5;
    private static final double WANTED_PER_SECOND = 50_000;
    private static final double SAME = 1.25;

    private final Stage stage;
    private final Plan plan;
    private final Report report;
    private final Table table =
            new Table("", "events", "seconds", "events/s", "of the limit", "service CPU us/event", "Postgres CPU us/event", "RSS MB",
                    "seconds for indexes");

    Views(Stage stage, Plan plan, Report report) {
        this.stage = stage;
        this.plan = plan;
        this.report = report;
    }

    /** What making the views took, without their indexes. */
    private record Made(long events, double seconds, double cpuMicros, double postgresMicros, double residentBytes, double indexSeconds) {

        double perSecond() {
            return events / seconds;
        }
    }

    void run() {
        Made usual = withLimit(plan.events());
        Made few = alone(plan.events() / 10);
        Made many = alone(plan.events() * 5);
        report.section(
                "Views",
                "Placements of five lines, payments and shipments, a third each. The limit reads the topic and meanwhile copies the rows that a "
                        + "rebuild wrote, ready as they are, into the same tables without indexes. Following begins with an empty "
                        + "database in a fresh Java; the same service is then asked for rebuilds, of which the second counts. Their "
                        + "indexes are made at the end.",
                table);
        report.goal(Goal.atMost(
                "service CPU for each of %,d events, of that for each of %,d".formatted(many.events(), few.events()), SAME,
                many.cpuMicros() / few.cpuMicros(), ""));
        report.goal(Goal.atMost(
                "memory after %,d events, of that after %,d".formatted(many.events(), usual.events()), SAME,
                many.residentBytes() / usual.residentBytes(), ""));
    }

    /** What the service and Postgres have taken so far. */
    private record Usage(ProcessUsage service, double postgresSeconds) {

        static Usage of(Service service, Database database) {
            return new Usage(service.usage(), database.cpuSeconds());
        }
    }

    private Made withLimit(long wanted) {
        String topic = fill(wanted);
        try (Database database = stage.database(topic); Service service = stage.queriesFarBehind(database, topic)) {
            Made following = follow(service, database, events(wanted));
            rebuild(service, database, events(wanted));
            Made rebuilt = rebuild(service, database, events(wanted));
            ReadyRows rows = new ReadyRows(database, stage.folder("ready-rows"));
            Made limit = Stream.of(limit(rows, topic, database, rebuilt), limit(rows, topic, database, rebuilt))
                    .min(Comparator.comparingDouble(Made::seconds))
                    .orElseThrow();
            row("limit", limit, "1.00");
            row("following from a backlog", following, format("%.2f", following.perSecond() / limit.perSecond()));
            row("rebuild", rebuilt, format("%.2f", rebuilt.perSecond() / limit.perSecond()));
            report.goal(
                    Goal.atLeast("events/s of a rebuild, of the limit's", WANTED_OF_LIMIT, rebuilt.perSecond() / limit.perSecond(), ""));
            report.goal(Goal.atLeast("events/s of a rebuild", WANTED_PER_SECOND, rebuilt.perSecond(), ""));
            return rebuilt;
        }
    }

    private Made alone(long wanted) {
        String topic = fill(wanted);
        try (Database database = stage.database(topic); Service service = stage.queriesFarBehind(database, topic)) {
            follow(service, database, events(wanted));
            rebuild(service, database, events(wanted));
            Made rebuilt = rebuild(service, database, events(wanted));
            row("rebuild", rebuilt, "");
            return rebuilt;
        }
    }

    private String fill(long wanted) {
        String topic = "orders.views-" + wanted;
        report.say("writing %,d events".formatted(events(wanted)));
        new LogFiller(stage.bootstrapServers()).shipped(topic, events(wanted) / EVENTS_OF_AN_ORDER);
        return topic;
    }

    private static long events(long wanted) {
        return (wanted + EVENTS_OF_AN_ORDER - 1) / EVENTS_OF_AN_ORDER * EVENTS_OF_AN_ORDER;
    }

    private Made limit(ReadyRows rows, String topic, Database database, Made rebuilt) {
        double before = database.cpuSeconds();
        double seconds = rows.copyWhile(() -> TopicReader.readAll(stage.bootstrapServers(), topic));
        double postgresMicros = (database.cpuSeconds() - before) * 1e6 / rebuilt.events();
        report.say("limit: %.1f s for %,d MB of rows".formatted(seconds, rows.bytes() >> 20));
        return new Made(rebuilt.events(), seconds, 0, postgresMicros, 0, 0);
    }

    /** From the first event that is seen in the views to the last; returns when the first views are complete and live. */
    private Made follow(Service service, Database database, long events) {
        await(() -> service.projected() > 0);
        double before = service.projected();
        Usage begin = Usage.of(service, database);
        long begun = System.nanoTime();
        await(() -> service.projected() >= events);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Made made = made(events - (long) before, seconds, begin, Usage.of(service, database), 0);
        await(() -> service.ask("GET", "/rebuilds/1", null).get("live").asBoolean());
        return said("following", made);
    }

    private Made rebuild(Service service, Database database, long events) {
        Usage begin = Usage.of(service, database);
        JsonNode started = service.ask("POST", "/rebuilds", "{\"verify\": false}");
        String path = "/rebuilds/" + started.get("number").asString();
        await(() -> service.ask("GET", path, null).has("caughtUpAt"));
        Usage end = Usage.of(service, database);
        await(() -> service.ask("GET", path, null).has("completeAt"));
        JsonNode done = service.ask("GET", path, null);
        double seconds = seconds(done, "createdAt", "caughtUpAt");
        Made made = made(events, seconds, begin, end, seconds(done, "caughtUpAt", "completeAt"));
        service.ask("POST", path + "/cancel", null);
        return said("rebuild", made);
    }

    private static double seconds(JsonNode generation, String from, String to) {
        return Duration.between(Instant.parse(generation.get(from).asString()), Instant.parse(generation.get(to).asString())).toMillis()
                / 1e3;
    }

    private static Made made(long events, double seconds, Usage begin, Usage end, double indexSeconds) {
        double cpuMicros = (end.service().cpuSeconds() - begin.service().cpuSeconds()) * 1e6 / events;
        double postgresMicros = (end.postgresSeconds() - begin.postgresSeconds()) * 1e6 / events;
        return new Made(events, seconds, cpuMicros, postgresMicros, end.service().residentBytes(), indexSeconds);
    }

    private Made said(String what, Made made) {
        report.say(
                "%s: %,d events in %.1f s, %,.0f/s, CPU for each %.1f us in the service and %.1f us in Postgres, %,.0f MB, then %.1f s for indexes"
                        .formatted(
                                what, made.events(), made.seconds(), made.perSecond(), made.cpuMicros(), made.postgresMicros(),
                                made.residentBytes() / 1e6, made.indexSeconds()));
        return made;
    }

    private void row(String name, Made made, String ofLimit) {
        table.row(
                name,
                count(made.events()),
                format("%.1f", made.seconds()),
                count(made.perSecond()),
                ofLimit,
                unlessZero("%.1f", made.cpuMicros()),
                unlessZero("%.1f", made.postgresMicros()),
                unlessZero("%,.0f", made.residentBytes() / 1e6),
                unlessZero("%.1f", made.indexSeconds()));
    }

    /** What was not measured is left out. */
    private static String unlessZero(String format, double number) {
        return number == 0 ? "" : format(format, number);
    }

    private static String count(double number) {
        return format("%,.0f", number);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Watch.moment();
        }
    }
}
