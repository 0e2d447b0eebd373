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
import java.util.function.BooleanSupplier;

/** How fast views are made from a log that is there. */
final class Views {

    private static final int EVENTS_OF_AN_ORDER = 3;
    private static final double SAME = 1.25;

    private final Stage stage;
    private final Plan plan;
    private final Report report;
    private final Table table =
            new Table("", "events", "seconds", "events/s", "of the limit", "service CPU us/event", "RSS MB");

    Views(Stage stage, Plan plan, Report report) {
        this.stage = stage;
        this.plan = plan;
        this.report = report;
    }

    /** What making the views took. */
    private record Made(long events, double seconds, double cpuMicros, double residentBytes) {

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
                "Placements of five lines, payments and shipments, a third each. The limit reads the topic and meanwhile copies the rows that the "
                        + "service wrote, ready as they are, into the same tables without indexes. Each service begins with an empty "
                        + "database in a fresh Java, and writes into tables that have all their indexes.",
                table);
        report.goal(Goal.atMost(
                "service CPU for each of %,d events, of that for each of %,d".formatted(many.events(), few.events()), SAME,
                many.cpuMicros() / few.cpuMicros(), ""));
        report.goal(Goal.atMost(
                "memory after %,d events, of that after %,d".formatted(many.events(), usual.events()), SAME,
                many.residentBytes() / usual.residentBytes(), ""));
    }

    private Made withLimit(long wanted) {
        String topic = fill(wanted);
        try (Database database = stage.database(topic); Service service = stage.queriesFarBehind(database, topic)) {
            Made following = follow(service, events(wanted));
            ReadyRows rows = new ReadyRows(database, stage.folder("ready-rows"));
            double limit = Math.min(limit(rows, topic), limit(rows, topic));
            table.row("limit", count(following.events()), format("%.1f", limit), count(following.events() / limit), "1.00", "", "");
            row(following, format("%.2f", limit / following.seconds()));
            return following;
        }
    }

    private Made alone(long wanted) {
        String topic = fill(wanted);
        try (Database database = stage.database(topic); Service service = stage.queriesFarBehind(database, topic)) {
            Made following = follow(service, events(wanted));
            row(following, "");
            return following;
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

    private double limit(ReadyRows rows, String topic) {
        double seconds = rows.copyWhile(() -> TopicReader.readAll(stage.bootstrapServers(), topic));
        report.say("limit: %.1f s for %,d MB of rows".formatted(seconds, rows.bytes() >> 20));
        return seconds;
    }

    /** From the first event that is seen in the views to the last. */
    private Made follow(Service service, long events) {
        await(() -> service.projected() > 0);
        double before = service.projected();
        ProcessUsage begin = service.usage();
        long begun = System.nanoTime();
        await(() -> service.projected() >= events);
        double seconds = (System.nanoTime() - begun) / 1e9;
        return said(made(events - (long) before, seconds, begin, service.usage()));
    }

    private static Made made(long events, double seconds, ProcessUsage begin, ProcessUsage end) {
        double cpuMicros = (end.cpuSeconds() - begin.cpuSeconds()) * 1e6 / events;
        return new Made(events, seconds, cpuMicros, end.residentBytes());
    }

    private Made said(Made made) {
        report.say("following: %,d events in %.1f s, %,.0f/s, %.1f us of the service's CPU each, %,.0f MB".formatted(
                made.events(), made.seconds(), made.perSecond(), made.cpuMicros(), made.residentBytes() / 1e6));
        return made;
    }

    private void row(Made made, String ofLimit) {
        table.row(
                "following from a backlog",
                count(made.events()),
                format("%.1f", made.seconds()),
                count(made.perSecond()),
                ofLimit,
                format("%.1f", made.cpuMicros()),
                count(made.residentBytes() / 1e6));
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
