package io.orderlog.benchmarks;

import static java.lang.String.format;

import io.orderlog.benchmarks.process.Service;
import io.orderlog.benchmarks.process.Stage;
import io.orderlog.benchmarks.process.Stage.Database;
import io.orderlog.benchmarks.report.Goal;
import io.orderlog.benchmarks.report.Report;
import io.orderlog.benchmarks.report.Table;
import io.orderlog.benchmarks.views.ReadYourWrites;
import org.HdrHistogram.Histogram;

/** How long clients wait for what they have written, at a moderate rate. */
final class Visible {

    private static final String TOPIC = "orders.visible";
    private static final double RATE = 200;

    /** In milliseconds. Axon 4.13, tuned: 4.8 and 23. */
    private static final double WANTED_P50 = 5;
    private static final double WANTED_P99 = 25;

    private final Stage stage;
    private final Plan plan;
    private final Report report;

    Visible(Stage stage, Plan plan, Report report) {
        this.stage = stage;
        this.plan = plan;
        this.report = report;
    }

    void run() {
        try (Service commands = stage.orderlog("command-visible", TOPIC);
                Database database = stage.database("postgres-visible");
                Service queries = stage.queries(database, TOPIC);
                ReadYourWrites client = new ReadYourWrites(commands.port(), queries.port())) {
            report.say("warming up");
            // Slowly first: what comes faster than fresh Javas can take it would pile up, and be measured for long after.
            client.run(RATE / 4, Plan.seconds(plan.warmUp()) / 2);
            client.run(RATE, Plan.seconds(plan.warmUp()));
            ReadYourWrites.Latencies latencies = client.run(RATE, plan.roundSeconds() * plan.rounds());
            Table table = new Table("at %.0f commands/s".formatted(RATE), "p50 ms", "p99 ms", "max ms");
            row(table, "placed: request to 201", latencies.placed());
            row(table, "visible: from the 201 to the answer of a query with its Consistency-Token", latencies.visible());
            row(table, "the same query again: what a query itself takes", latencies.again());
            report.section(
                    "Visible",
                    "Orders of five lines are placed at even intervals; whoever has the 201 asks for the order at once.",
                    table);
            report.goal(Goal.atMost("ms from 201 to visible, p50", WANTED_P50, millis(latencies.visible(), 50), ""));
            report.goal(Goal.atMost("ms from 201 to visible, p99", WANTED_P99, millis(latencies.visible(), 99), ""));
        }
    }

    private static void row(Table table, String name, Histogram nanos) {
        table.row(name, format("%.2f", millis(nanos, 50)), format("%.2f", millis(nanos, 99)), format("%.2f", millis(nanos, 100)));
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }
}
