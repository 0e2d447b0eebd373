package io.orderlog.benchmarks;

import static io.orderlog.benchmarks.FigureTable.format;

import io.orderlog.benchmarks.load.Load;
import io.orderlog.benchmarks.load.Scenario;
import io.orderlog.benchmarks.log.LogFiller;
import io.orderlog.benchmarks.process.Service;
import io.orderlog.benchmarks.process.Stage;
import io.orderlog.benchmarks.report.Goal;
import io.orderlog.benchmarks.report.Report;
import io.orderlog.benchmarks.report.Table;
import java.time.Duration;
import java.util.List;

/** Whether the length of the log matters: for throughput, and for a new instance. */
final class LongLogs {

    private static final int CONNECTIONS = 64;
    private static final int EVENTS_OF_AN_ORDER = 3;
    private static final Duration WANTED_REBUILD = Duration.ofSeconds(10);

    /** Two services with equal logs differ by as much on a machine that does other things as well. */
    private static final double SAME = 0.9;

    private final Stage stage;
    private final Meter meter;
    private final Plan plan;
    private final Report report;

    LongLogs(Stage stage, Meter meter, Plan plan, Report report) {
        this.stage = stage;
        this.meter = meter;
        this.plan = plan;
        this.report = report;
    }

    void throughput() {
        report.say("writing %,d orders".formatted(plan.orders()));
        new LogFiller(stage.bootstrapServers()).placed("orders.many", plan.orders());
        report.say("starting an instance that reads them");
        try (Service withFew = stage.orderlog("command-few", "orders.few");
                Service withMany = stage.orderlog("command-many", "orders.many")) {
            Subject few = new Subject("empty log", withFew);
            Subject many = new Subject("%,d orders".formatted(plan.orders()), withMany);
            meter.warmUp(Scenario.PLACE, few, many);
            Figures figures = meter.rounds(
                    List.of(few, many), subject -> Load.closed(subject.ports(), CONNECTIONS, Scenario.PLACE, plan.roundSeconds()));
            Figure base = figures.of(few);
            Figure other = figures.of(many);
            FigureTable table = new FigureTable("of the first", Figure::perSecond);
            table.row(few.name(), CONNECTIONS, base, base);
            table.row(many.name(), CONNECTIONS, other, base);
            report.section(
                    "The length of the log",
                    "Two instances, one that began with an empty log and one with %,d orders of five lines in it."
                            .formatted(plan.orders()),
                    table.table());
            double ratio = other.perSecond() / base.perSecond();
            report.goal(
                    Goal.atLeast("commands/s with %,d orders in the log, of those with none".formatted(plan.orders()), SAME, ratio, ""));
        }
    }

    void rebuild() {
        long orders = plan.events() / EVENTS_OF_AN_ORDER + 1;
        long events = orders * EVENTS_OF_AN_ORDER;
        report.say("writing %,d events".formatted(events));
        new LogFiller(stage.bootstrapServers()).shipped("orders.rebuilt", orders);
        Duration empty = start("command-empty", "orders.none");
        Duration rebuilt = start("command-rebuilt", "orders.rebuilt");
        Duration again = start("command-rebuilt", "orders.rebuilt");
        Table table = new Table("start with", "seconds until ready", "beyond an empty log");
        row(table, "an empty log", empty, empty);
        row(table, "%,d events, nothing on disk".formatted(events), rebuilt, empty);
        row(table, "%,d events, states on disk".formatted(events), again, empty);
        report.section(
                "A new instance",
                "From the start of the process until it is ready; a third of the events each are placements of five lines, payments and shipments.",
                table);
        double beyond = Plan.seconds(rebuilt.minus(empty));
        report.goal(Goal.atMost(
                "seconds to rebuild the states of %,d events".formatted(events), Plan.seconds(WANTED_REBUILD), beyond, " s"));
    }

    private Duration start(String name, String topic) {
        try (Service service = stage.orderlog(name, topic)) {
            return service.timeToReady();
        }
    }

    private static void row(Table table, String name, Duration time, Duration empty) {
        table.row(name, format("%.1f", Plan.seconds(time)), format("%.1f", Plan.seconds(time.minus(empty))));
    }
}
