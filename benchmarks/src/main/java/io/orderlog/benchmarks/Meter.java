package io.orderlog.benchmarks;

import io.orderlog.benchmarks.load.Load;
import io.orderlog.benchmarks.load.LoadResult;
import io.orderlog.benchmarks.load.Scenario;
import io.orderlog.benchmarks.process.ProcessUsage;
import io.orderlog.benchmarks.process.Service;
import io.orderlog.benchmarks.process.Stage;
import io.orderlog.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts loads on subjects and reads what it cost. */
final class Meter {

    private static final double WARM_UP_SLICE = 5;

    private final Stage stage;
    private final Plan plan;
    private final Report report;

    Meter(Stage stage, Plan plan, Report report) {
        this.stage = stage;
        this.plan = plan;
        this.report = report;
    }

    /** In turns, so that what the machine does meanwhile touches all subjects alike. */
    void warmUp(Scenario scenario, Subject... subjects) {
        report.say("warming up %s".formatted(String.join(", ", List.of(subjects).stream().map(Subject::name).toList())));
        double slice = Math.min(WARM_UP_SLICE, Plan.seconds(plan.warmUp()));
        for (double done = 0; done < Plan.seconds(plan.warmUp()); done += slice) {
            for (Subject subject : subjects) {
                stage.run(Load.closed(subject.ports(), 64, scenario, slice));
            }
        }
    }

    /** The medians of the plan's rounds, in which the subjects take turns: A B A B. */
    Figures rounds(List<Subject> subjects, Function<Subject, Load> loads) {
        Map<Subject, List<Figure>> figures = new LinkedHashMap<>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (Subject subject : subjects) {
                Load load = loads.apply(subject);
                Figure figure = measure(subject, load);
                figures.computeIfAbsent(subject, _ -> new ArrayList<>()).add(figure);
                report.say("%-24s %-14s %3d connections: %7.0f/s, p50 %6.2f ms, p99 %6.2f ms".formatted(
                        subject.name(), load.scenario(), load.connections(), figure.perSecond(), figure.p50Micros() / 1e3,
                        figure.p99Micros() / 1e3));
            }
        }
        Map<Subject, Figure> medians = new LinkedHashMap<>();
        figures.forEach((subject, all) -> medians.put(subject, Figure.median(all)));
        return new Figures(medians);
    }

    Figure measure(Subject subject, Load load) {
        double serviceBefore = cpuSeconds(subject);
        double brokerBefore = stage.brokerUsage().cpuSeconds();
        LoadResult result = stage.run(load);
        double serviceCpu = cpuSeconds(subject) - serviceBefore;
        double brokerCpu = stage.brokerUsage().cpuSeconds() - brokerBefore;
        return Figure.of(result, serviceCpu, brokerCpu, residentBytes(subject));
    }

    long residentBytes(Subject subject) {
        return subject.instances().stream().map(Service::usage).mapToLong(ProcessUsage::residentBytes).max().orElse(0);
    }

    private static double cpuSeconds(Subject subject) {
        return subject.instances().stream().map(Service::usage).mapToDouble(ProcessUsage::cpuSeconds).sum();
    }
}
