package io.orderlog.benchmarks;

import io.orderlog.benchmarks.load.Load;
import io.orderlog.benchmarks.load.Scenario;
import io.orderlog.benchmarks.process.Service;
import io.orderlog.benchmarks.process.Stage;
import io.orderlog.benchmarks.report.Goal;
import io.orderlog.benchmarks.report.Report;
import java.util.List;

/** The command side beside the limit: closed loops, half load, three instances. */
final class Throughput {

    private static final String TOPIC = "orders.events";
    private static final int USUAL = 64;

    private final Stage stage;
    private final Meter meter;
    private final Plan plan;
    private final Report report;

    Throughput(Stage stage, Meter meter, Plan plan, Report report) {
        this.stage = stage;
        this.meter = meter;
        this.plan = plan;
        this.report = report;
    }

    /** What one instance does with clients that send the next command as soon as they have an answer, and at half of that. */
    void oneInstance() {
        try (Service limitService = stage.limit(); Service orderlogService = stage.orderlog("command", TOPIC)) {
            Subject limit = new Subject("limit", limitService);
            Subject orderlog = new Subject("Orderlog", orderlogService);
            meter.warmUp(Scenario.PLACE, limit, orderlog);
            double limitTop = 0;
            double orderlogTop = 0;
            FigureTable table = new FigureTable("of the limit", Figure::perSecond);
            for (int connections : plan.connections()) {
                Figures figures = closed(List.of(limit, orderlog), connections, Scenario.PLACE);
                Figure ofLimit = figures.of(limit);
                Figure ofOrderlog = figures.of(orderlog);
                table.row("limit", connections, ofLimit, ofLimit);
                table.row("Orderlog, place", connections, ofOrderlog, ofLimit);
                if (connections == 1) {
                    report.goal(Goal.atMost(
                            "p50 at 1 connection, of the limit's", 1.3, ofOrderlog.p50Micros() / ofLimit.p50Micros(), ""));
                }
                if (connections == USUAL) {
                    limitTop = ofLimit.perSecond();
                    orderlogTop = ofOrderlog.perSecond();
                    report.goal(Goal.atLeast("commands/s at 64 connections, of the limit's", 0.8, orderlogTop / limitTop, ""));
                }
            }
            placePayShip(limit, orderlog, table);
            report.section(
                    "Commands",
                    "Closed loops: each connection sends the next command as soon as it has the answer. Limit: an endpoint of the same stack "
                            + "that validates the same body and does one acknowledged send.",
                    table.table());
            if (limitTop > 0) {
                halfLoad(limit, limitTop, orderlog, orderlogTop);
            }
        }
    }

    private void placePayShip(Subject limit, Subject orderlog, FigureTable table) {
        meter.warmUp(Scenario.PLACE_PAY_SHIP, orderlog);
        for (int connections : plan.connections()) {
            Figures figures = meter.rounds(List.of(limit, orderlog), subject -> Load.closed(
                    subject.ports(), connections, subject.equals(limit) ? Scenario.PLACE : Scenario.PLACE_PAY_SHIP, plan.roundSeconds()));
            table.row("Orderlog, place pay ship", connections, figures.of(orderlog), figures.of(limit));
        }
    }

    private void halfLoad(Subject limit, double limitTop, Subject orderlog, double orderlogTop) {
        Figures figures = meter.rounds(List.of(limit, orderlog), subject -> Load.open(
                subject.ports(), USUAL, Scenario.PLACE, (subject.equals(limit) ? limitTop : orderlogTop) / 2, plan.roundSeconds()));
        Figure ofLimit = figures.of(limit);
        Figure ofOrderlog = figures.of(orderlog);
        FigureTable table = new FigureTable("p99 of the limit's", Figure::p99Micros);
        table.row("limit", USUAL, ofLimit, ofLimit);
        table.row("Orderlog, place", USUAL, ofOrderlog, ofLimit);
        report.section(
                "Half load",
                "Open loops: commands begin at even intervals, at half of what the subject did above, and their latency counts from when they "
                        + "should have begun.",
                table.table());
        report.goal(Goal.atMost("p99 at half load, of the limit's", 3, ofOrderlog.p99Micros() / ofLimit.p99Micros(), ""));
    }

    /** Three instances share the topic, the connections and this machine's processors. */
    void threeInstances() {
        try (Service limitService = stage.limit();
                Service first = stage.orderlog("command", TOPIC);
                Service second = stage.orderlog("command-2", TOPIC);
                Service third = stage.orderlog("command-3", TOPIC)) {
            Subject limit = new Subject("limit", limitService);
            Subject orderlog = new Subject("Orderlog, 3 instances", List.of(first, second, third));
            meter.warmUp(Scenario.PLACE, limit, orderlog);
            FigureTable table = new FigureTable("of the limit", Figure::perSecond);
            for (int connections : plan.connections()) {
                Figures figures = closed(List.of(limit, orderlog), connections, Scenario.PLACE);
                table.row("limit", connections, figures.of(limit), figures.of(limit));
                table.row(orderlog.name(), connections, figures.of(orderlog), figures.of(limit));
            }
            report.section(
                    "Three instances",
                    "On the same processors as one: each instance also reads what the other two write. CPU is that of all three.",
                    table.table());
        }
    }

    private Figures closed(List<Subject> subjects, int connections, Scenario scenario) {
        return meter.rounds(subjects, subject -> Load.closed(subject.ports(), connections, scenario, plan.roundSeconds()));
    }
}
