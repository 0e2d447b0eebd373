package io.orderlog.chaos;

import io.orderlog.chaos.check.Violation;
import io.orderlog.chaos.clients.Answer;
import io.orderlog.chaos.clients.Attempt;
import io.orderlog.chaos.faults.Fault;
import io.orderlog.chaos.faults.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What happened in one run, as Markdown.
 *
 * @param impossible kinds of faults that the machine does not allow
 * @param restarts how many times an instance ended by itself and was started again
 * @param valid events in the log that count
 * @param superseded records in the log that do not
 * @param asked how many questions every instance was asked at the end
 */
record Report(
        long seed,
        Duration duration,
        List<Attempt> attempts,
        List<Fault> faults,
        Set<FaultKind> impossible,
        int restarts,
        int orders,
        int valid,
        int superseded,
        int asked,
        List<Violation> violations) {

    private static final int SHOWN = 20;

    String markdown() {
        List<String> lines = new ArrayList<>(List.of(
                "# Chaos",
                "",
                "| | |",
                "|---|---|",
                row("seed", seed),
                row("duration of the faults", "%d s".formatted(duration.toSeconds())),
                row("orders", orders),
                row("requests sent", attempts.size()),
                row("events that count", valid),
                row("superseded records", superseded),
                row("ambiguous outcomes", attempts.stream().filter(Attempt::isAmbiguous).count()),
                row("slowest answer", seconds(slowest(attempts))),
                row("instances that ended by themselves", restarts),
                row("questions to the instances at the end", asked),
                row("violations", violations.size())));
        lines.addAll(
                List.of("", "| fault | times | lasted | until it answers again | slowest answer meanwhile |", "|---|---|---|---|---|"));
        for (FaultKind kind : FaultKind.values()) {
            lines.add(faultRow(kind));
        }
        lines.addAll(List.of("", commandHeader(), "|---".repeat(outcomes().size() + 1) + "|"));
        lines.addAll(commandRows());
        lines.addAll(List.of("", "| at | lasted | broken |", "|---|---|---|"));
        faults.stream().sorted(Comparator.comparing(Fault::from)).map(this::whenRow).forEach(lines::add);
        violations.stream().limit(SHOWN).forEach(violation -> lines.addAll(List.of("", "Violation: " + violation)));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String row(Object... cells) {
        return Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String whenRow(Fault fault) {
        long start = attempts.stream().mapToLong(Attempt::invokedAt).min().orElse(fault.from());
        String what = "%s %d: %s".formatted(fault.kind().isOfBroker() ? "broker" : "instance", fault.target(), fault.kind().meaning());
        return row(
                seconds(Duration.ofNanos(fault.from() - start)),
                seconds(Duration.ofNanos(fault.healed() - fault.from())),
                what);
    }

    private String faultRow(FaultKind kind) {
        List<Fault> ofKind = faults.stream().filter(fault -> fault.kind() == kind).toList();
        if (ofKind.isEmpty()) {
            return row(kind.meaning(), impossible.contains(kind) ? "not possible on this machine" : 0, "", "", "");
        }
        return row(
                kind.meaning(),
                ofKind.size(),
                range(ofKind.stream().map(fault -> Duration.ofNanos(fault.healed() - fault.from())).toList()),
                kind.isOfBroker() ? "" : range(ofKind.stream().flatMap(fault -> recovery(fault).stream()).toList()),
                seconds(ofKind.stream().map(fault -> slowest(during(fault))).max(Duration::compareTo).orElse(Duration.ZERO)));
    }

    /** From when the fault was over to the first definite answer of the instance that it was about. */
    private Optional<Duration> recovery(Fault fault) {
        return attempts.stream()
                .filter(attempt -> attempt.instance() == fault.target() && attempt.invokedAt() >= fault.healed() && attempt.isDefinite())
                .map(attempt -> Duration.ofNanos(attempt.returnedAt() - fault.healed()))
                .min(Duration::compareTo);
    }

    private List<Attempt> during(Fault fault) {
        return attempts.stream()
                .filter(attempt -> attempt.invokedAt() >= fault.from() && attempt.invokedAt() <= fault.healed())
                .toList();
    }

    private static Duration slowest(Collection<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.answer() instanceof Answer.Told)
                .map(attempt -> Duration.ofNanos(attempt.returnedAt() - attempt.invokedAt()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static String range(List<Duration> durations) {
        if (durations.isEmpty()) {
            return "";
        }
        Duration shortest = durations.stream().min(Duration::compareTo).orElseThrow();
        Duration longest = durations.stream().max(Duration::compareTo).orElseThrow();
        return "%s to %s".formatted(seconds(shortest), seconds(longest));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private List<String> outcomes() {
        return attempts.stream().map(Attempt::outcome).distinct().sorted().toList();
    }

    private String commandHeader() {
        return "| command | " + String.join(" | ", outcomes()) + " |";
    }

    private List<String> commandRows() {
        Map<String, Map<String, Long>> counted = attempts.stream()
                .collect(Collectors.groupingBy(
                        attempt -> attempt.request().action().kind(),
                        TreeMap::new,
                        Collectors.groupingBy(Attempt::outcome, Collectors.counting())));
        counted.put("all", attempts.stream().collect(Collectors.groupingBy(Attempt::outcome, Collectors.counting())));
        Function<Map<String, Long>, String> cells = row -> outcomes().stream()
                .map(outcome -> String.valueOf(row.getOrDefault(outcome, 0L)))
                .collect(Collectors.joining(" | "));
        return counted.entrySet().stream().map(entry -> "| %s | %s |".formatted(entry.getKey(), cells.apply(entry.getValue()))).toList();
    }
}
