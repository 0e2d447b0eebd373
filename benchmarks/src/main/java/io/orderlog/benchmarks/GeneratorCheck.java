package io.orderlog.benchmarks;

import static io.orderlog.benchmarks.FigureTable.format;

import io.orderlog.benchmarks.load.Load;
import io.orderlog.benchmarks.load.LoadResult;
import io.orderlog.benchmarks.load.Scenario;
import io.orderlog.benchmarks.process.Stage;
import io.orderlog.benchmarks.process.Stage.Trivial;
import io.orderlog.benchmarks.report.Report;
import io.orderlog.benchmarks.report.Table;
import java.util.List;

/** What the load generator can do when nothing holds it back. */
final class GeneratorCheck {

    private final Stage stage;
    private final Plan plan;
    private final Report report;

    GeneratorCheck(Stage stage, Plan plan, Report report) {
        this.stage = stage;
        this.plan = plan;
        this.report = report;
    }

    void run() {
        Table table = new Table("connections", "requests/s", "p50 ms", "p99 ms", "generator CPU us/request");
        try (Trivial trivial = stage.trivial()) {
            report.say("warming up the generator");
            stage.run(Load.closed(List.of(trivial.port()), 64, Scenario.PLACE, Plan.seconds(plan.warmUp()) / 3));
            for (int connections : plan.connections()) {
                LoadResult result = stage.run(Load.closed(List.of(trivial.port()), connections, Scenario.PLACE, plan.roundSeconds()));
                table.row(
                        Integer.toString(connections),
                        format("%,.0f", result.perSecond()),
                        format("%.3f", result.p50Micros() / 1e3),
                        format("%.3f", result.p99Micros() / 1e3),
                        format("%.1f", result.generatorCpuMicros()));
            }
        }
        report.section(
                "The load generator",
                "The same requests to an endpoint that answers fixed bytes, also one thread: the generator is not what holds the others back.",
                table);
    }
}
