package io.orderlog.benchmarks;

import io.orderlog.benchmarks.process.Stage;
import io.orderlog.benchmarks.report.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one command: starts everything as processes of their own, measures, and writes down what came out. */
@Command(name = "benchmarks/run", mixinStandardHelpOptions = true, sortOptions = false, description = "Measures Orderlog against the limit that its HTTP stack and Kafka set, on this machine.")
public final class Benchmarks implements Runnable {

    @Option(names = "--quick", description = "Only shows that everything runs: short, and its figures mean nothing.")
    private boolean quick;

    @Option(names = "--only", split = ",", description = "Parts: ${COMPLETION-CANDIDATES}. All of them by default.")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(names = "--warm-up", description = "Seconds of load on each fresh Java before anything is counted.")
    private @Nullable Integer warmUp;

    @Option(names = "--seconds", description = "Seconds of one measurement.")
    private @Nullable Integer seconds;

    @Option(names = "--rounds", description = "Measurements of each kind, of which the medians count.")
    private @Nullable Integer rounds;

    @Option(names = "--connections", split = ",", description = "How many connections the clients have: one measurement for each number.")
    private @Nullable List<Integer> connections;

    @Option(names = "--orders", description = "How many orders the log has that is compared with an empty one.")
    private @Nullable Long orders;

    @Option(names = "--events", description = "How many events states and views are rebuilt from.")
    private @Nullable Long events;

    @Option(names = "--memory-minutes", description = "How long memory is watched.")
    private @Nullable Integer memoryMinutes;

    @Option(names = "--flush", negatable = true, defaultValue = "true", fallbackValue = "true", description = "Whether the broker writes each record to disk before it acknowledges it, as a single one should. Default: yes.")
    private boolean flush;

    @Option(names = "--service-jvm", split = ",", defaultValue = "-Xms1g,-Xmx1g", description = "Options of each service's Java. Default: ${DEFAULT-VALUE}.")
    private List<String> serviceJvm = List.of();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }

    @Override
    public void run() {
        Plan plan = plan();
        Report report = new Report(System.out);
        Path target = Path.of("target");
        try (Stage stage = new Stage(new Stage.Settings(target.resolve("stage"), flush, serviceJvm))) {
            Meter meter = new Meter(stage, plan, report);
            for (Part part : Part.values()) {
                if (parts.contains(part)) {
                    measure(part, stage, meter, plan, report);
                }
            }
        }
        report.write(target.resolve("benchmarks.md"), circumstances(plan));
    }

    private static void measure(Part part, Stage stage, Meter meter, Plan plan, Report report) {
        switch (part) {
            case GENERATOR -> new GeneratorCheck(stage, plan, report).run();
            case COMMANDS -> new Throughput(stage, meter, plan, report).oneInstance();
            case INSTANCES -> new Throughput(stage, meter, plan, report).threeInstances();
            case BOTH_SIDES -> new BothSides(stage, meter, plan, report).run();
            case LOG -> new LongLogs(stage, meter, plan, report).throughput();
            case REBUILD -> new LongLogs(stage, meter, plan, report).rebuild();
            case VIEWS -> new Views(stage, plan, report).run();
            case VISIBLE -> new Visible(stage, plan, report).run();
            case MEMORY -> new MemoryWatch(stage, meter, plan, report).run();
        }
    }

    private Plan plan() {
        Plan base = quick ? Plan.QUICK : Plan.FULL;
        return new Plan(
                warmUp == null ? base.warmUp() : Duration.ofSeconds(warmUp),
                seconds == null ? base.round() : Duration.ofSeconds(seconds),
                rounds == null ? base.rounds() : rounds,
                connections == null ? base.connections() : connections,
                orders == null ? base.orders() : orders,
                events == null ? base.events() : events,
                memoryMinutes == null ? base.memory() : Duration.ofMinutes(memoryMinutes));
    }

    private List<String> circumstances(Plan plan) {
        List<String> lines = new ArrayList<>(Machine.describe());
        lines.add("Measured until " + OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES));
        lines.add("Broker: one node, KRaft, in a Java of its own with 1 GB, 12 partitions, replication 1, "
                + (flush
                        ? "each record on disk before it is acknowledged (log.flush.interval.messages=1)"
                        : "records acknowledged before they are on disk"));
        lines.add("Services: " + String.join(" ", serviceJvm) + ", everything else as shipped");
        lines.add("Orders of 5 lines; generator, broker and services share the processors");
        lines.add("Warm-up %d s; medians of %d rounds of %d s, the subjects taking turns".formatted(
                plan.warmUp().toSeconds(), plan.rounds(), plan.round().toSeconds()));
        lines.add("Parts: " + Arrays.stream(Part.values()).filter(parts::contains).map(Part::name).collect(Collectors.joining(", ")));
        return lines;
    }
}
