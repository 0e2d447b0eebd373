package io.orderlog.benchmarks;

import static io.orderlog.benchmarks.FigureTable.format;

import io.orderlog.benchmarks.load.Load;
import io.orderlog.benchmarks.load.Scenario;
import io.orderlog.benchmarks.process.Service;
import io.orderlog.benchmarks.process.Stage;
import io.orderlog.benchmarks.report.Goal;
import io.orderlog.benchmarks.report.Report;
import io.orderlog.benchmarks.report.Table;
import java.util.List;

/** Whether memory stays where it is under full load. */
final class MemoryWatch {

    private static final int CONNECTIONS = 64;
    private static final int PERIODS = 10;

    /** Memory settles in the first periods; from here on it must not grow. */
    private static final int SETTLED = 4;

    private static final double FLAT = 1.05;

    private final Stage stage;
    private final Meter meter;
    private final Plan plan;
    private final Report report;

    MemoryWatch(Stage stage, Meter meter, Plan plan, Report report) {
        this.stage = stage;
        this.meter = meter;
        this.plan = plan;
        this.report = report;
    }

    void run() {
        try (Service service = stage.orderlog("command-memory", "orders.memory")) {
            Subject subject = new Subject("Orderlog", service);
            meter.warmUp(Scenario.PLACE_PAY_SHIP, subject);
            report.say("watching memory for " + plan.memory());
            Load load = Load.closed(subject.ports(), CONNECTIONS, Scenario.PLACE_PAY_SHIP, Plan.seconds(plan.memory()));
            Watch<Long> watch = Watch.during(() -> meter.measure(subject, load), () -> meter.residentBytes(subject));
            Table table = new Table("time", "RSS MB, on average");
            for (int period = 0; period < PERIODS; period++) {
                table.row(until(period), format("%.0f", average(watch.samples(), period) / 1e6));
            }
            report.section(
                    "Memory",
                    "Resident memory of the command service under %d connections that place, pay and ship for %s (%,.0f commands/s), after the warm-up."
                            .formatted(CONNECTIONS, plan.memory(), watch.figure().perSecond()),
                    table);
            double growth = average(watch.samples(), PERIODS - 1) / average(watch.samples(), SETTLED);
            report.goal(Goal.atMost("memory in the last tenth of " + plan.memory() + ", of the fifth tenth's", FLAT, growth, ""));
        }
    }

    private String until(int period) {
        return plan.memory().multipliedBy(period).dividedBy(PERIODS) + " to " + plan.memory().multipliedBy(period + 1).dividedBy(PERIODS);
    }

    private static double average(List<Long> samples, int period) {
        int from = samples.size() * period / PERIODS;
        int to = samples.size() * (period + 1) / PERIODS;
        return samples.subList(from, to).stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
