package io.orderlog.benchmarks;

import static io.orderlog.benchmarks.FigureTable.format;

import io.orderlog.benchmarks.load.Load;
import io.orderlog.benchmarks.load.Scenario;
import io.orderlog.benchmarks.process.Service;
import io.orderlog.benchmarks.process.Stage;
import io.orderlog.benchmarks.process.Stage.Database;
import io.orderlog.benchmarks.report.Goal;
import io.orderlog.benchmarks.report.Report;
import io.orderlog.benchmarks.report.Table;
import java.util.List;

/** Commands while the views follow: the rate that counts is one with which they keep up. */
final class BothSides {

    private static final String TOPIC = "orders.both-sides";
    private static final int CONNECTIONS = 64;

    /** Placed orders per second at 64 connections of Axon 4.13 on Postgres, projecting: the same orders on the machine of issue 3. */
    private static final double AXON = 2_709;

    /** The views may be this many seconds of commands behind at the end and still count as keeping up. */
    private static final double TOLERATED_SECONDS = 1;

    private static final double NEXT_RATE = 0.9;
    private static final int ATTEMPTS = 6;

    private final Stage stage;
    private final Meter meter;
    private final Plan plan;
    private final Report report;

    BothSides(Stage stage, Meter meter, Plan plan, Report report) {
        this.stage = stage;
        this.meter = meter;
        this.plan = plan;
        this.report = report;
    }

    void run() {
        try (Service commands = stage.orderlog("command-both", TOPIC);
                Database database = stage.database();
                Service queries = stage.queries(database, TOPIC)) {
            Subject subject = new Subject("Orderlog, both sides", commands);
            meter.warmUp(Scenario.PLACE, subject);
            drain(queries);
            Table table =
                    new Table("offered/s", "commands/s", "projected/s", "p50 ms", "p99 ms", "lag at most", "lag at the end", "keeps up");
            double seconds = plan.roundSeconds() * plan.rounds();
            Attempt attempt = attempt(subject, queries, Load.closed(subject.ports(), CONNECTIONS, Scenario.PLACE, seconds), table);
            for (int i = 1; i < ATTEMPTS && !attempt.keepsUp(); i++) {
                drain(queries);
                double rate = Math.min(attempt.commands().perSecond() * NEXT_RATE, attempt.projectedPerSecond());
                attempt = attempt(subject, queries, Load.open(subject.ports(), CONNECTIONS, Scenario.PLACE, rate, seconds), table);
            }
            report.section(
                    "Both sides",
                    "One command service, one query service, Postgres and the broker on the same processors, %d connections; first a closed loop, then less and less until the views keep up. Lag in events; a rate is kept up with if at its end the views are at most %.0f s behind."
                            .formatted(CONNECTIONS, TOLERATED_SECONDS),
                    table);
            double kept = attempt.keepsUp() ? attempt.commands().perSecond() : 0;
            report.goal(
                    Goal.atLeast("commands/s with both sides keeping up (3 x Axon's " + format("%,.0f", AXON) + ")", 3 * AXON, kept, ""));
        }
    }

    private record Attempt(Figure commands, double projectedPerSecond, double lagAtMost, double lagAtEnd) {

        boolean keepsUp() {
            return lagAtEnd <= commands.perSecond() * TOLERATED_SECONDS;
        }
    }

    private Attempt attempt(Subject subject, Service queries, Load load, Table table) {
        double before = queries.projected();
        long start = System.nanoTime();
        Watch<Long> lag = Watch.during(() -> meter.measure(subject, load), queries::lag);
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Long> samples = lag.samples();
        Attempt attempt = new Attempt(
                lag.figure(),
                (queries.projected() - before) / seconds,
                samples.stream().mapToLong(Long::longValue).max().orElse(0),
                samples.getLast());
        table.row(
                load.rate() == 0 ? "closed loop" : format("%,.0f", load.rate()),
                format("%,.0f", attempt.commands().perSecond()),
                format("%,.0f", attempt.projectedPerSecond()),
                format("%.2f", attempt.commands().p50Micros() / 1e3),
                format("%.2f", attempt.commands().p99Micros() / 1e3),
                format("%,.0f", attempt.lagAtMost()),
                format("%,.0f", attempt.lagAtEnd()),
                attempt.keepsUp() ? "yes" : "no");
        report.say("both sides: %.0f/s, the views %.0f events behind".formatted(attempt.commands().perSecond(), attempt.lagAtEnd()));
        return attempt;
    }

    private void drain(Service queries) {
        long lag = queries.lag();
        report.say("the views are %d events behind".formatted(lag));
        while (lag > 0) {
            Watch.pause();
            lag = queries.lag();
        }
        Watch.pause();
    }
}
