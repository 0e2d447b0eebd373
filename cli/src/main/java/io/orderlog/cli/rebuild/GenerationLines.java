package io.orderlog.cli.rebuild;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A generation, as {@code GET /rebuilds/{n}} answers it, in lines for people; pure. */
final class GenerationLines {

    private static final int BAR = 24;
    /** Of more partitions than this, only the first that are not done are shown. */
    private static final int MOST_PARTITIONS = 24;

    private GenerationLines() {}

    /** All that matters now, in one line. */
    static String summary(JsonNode generation) {
        StringBuilder line = new StringBuilder("Generation %d  %s".formatted(
                generation.path("number").asInt(0), generation.path("state").asString("")));
        for (String flag : List.of("live", "previous", "paused")) {
            if (generation.path(flag).asBoolean(false)) {
                line.append(", ").append(flag);
            }
        }
        if (generation.path("purpose").asString("").equals("SCRATCH")) {
            line.append(", scratch");
        }
        JsonNode progress = generation.path("progress");
        if (progress.isObject()) {
            line.append("  ").append(figures(progress));
        }
        return line.toString();
    }

    /** The summary, and a bar for each partition. */
    static List<String> withBars(JsonNode generation) {
        List<String> lines = new ArrayList<>(List.of(summary(generation)));
        JsonNode partitions = generation.path("progress").path("partitions");
        partitions.valueStream()
                .filter(partition -> partitions.size() <= MOST_PARTITIONS || !isDone(partition))
                .limit(MOST_PARTITIONS)
                .map(partition -> "%4d [%s] %s".formatted(partition.path("partition").asInt(0), bar(partition), figures(partition)))
                .forEach(lines::add);
        return lines;
    }

    /** What an operator has to know besides: why it failed, and what the comparison found. */
    static List<String> findings(JsonNode generation) {
        List<String> lines = new ArrayList<>();
        if (generation.has("failure")) {
            lines.add("Failed: " + printable(generation.path("failure").asString("")));
        }
        generation.path("stopped")
                .forEach(it -> lines.add("Partition %d stopped: %s".formatted(
                        it.path("partition").asInt(0), printable(it.path("reason").asString("")))));
        JsonNode found = generation.path("verification");
        if (found.isObject()) {
            lines.add(String.format(Locale.ROOT, "Compared with generation %d, %,d rows: %s",
                    found.path("live").asInt(0), found.path("rows").asLong(0), found.path("result").asString("")));
            found.path("firstDifferences")
                    .forEach(it -> lines.add("  %s, partition %d, %s: %s %s".formatted(
                            it.path("table").asString(""), it.path("partition").asInt(0), printable(it.path("key").toString()),
                            it.path("kind").asString(""), printable(it.path("columns").toString()))));
        }
        return lines;
    }

    /** What became of an order that was rebuilt alone. */
    static String rebuiltOrder(JsonNode done) {
        StringBuilder line = new StringBuilder("Generation %d: %d events were written again".formatted(
                done.path("generation").asInt(0), done.path("events").asInt(0)));
        if (done.path("parked").asInt(0) > 0) {
            line.append(", %d are still parked".formatted(done.path("parked").asInt(0)));
        }
        if (done.path("sumsInDoubt").asBoolean(false)) {
            line.append("; sums of its customer and its products may be wrong, which only a whole rebuild finds and heals");
        }
        return line.toString();
    }

    private static boolean isDone(JsonNode partition) {
        return partition.path("done").asLong(0) >= partition.path("total").asLong(0);
    }

    private static String bar(JsonNode partition) {
        long total = partition.path("total").asLong(0);
        int full = total <= 0 ? BAR : (int) Math.clamp(BAR * partition.path("done").asLong(0) / total, 0, BAR);
        return "#".repeat(full) + " ".repeat(BAR - full);
    }

    private static String figures(JsonNode progress) {
        long done = progress.path("done").asLong(0);
        long total = progress.path("total").asLong(0);
        long percent = total <= 0 ? 100 : 100 * done / total;
        String line = String.format(Locale.ROOT, "%3d%%  %,d of %,d events", percent, done, total);
        if (progress.has("eventsPerSecond")) {
            line += String.format(Locale.ROOT, "  %,d/s", progress.path("eventsPerSecond").asLong(0));
        }
        return progress.path("secondsLeft").asLong(0) > 0
                ? line + "  " + time(Duration.ofSeconds(progress.path("secondsLeft").asLong(0))) + " left"
                : line;
    }

    static String time(Duration time) {
        if (time.toHours() > 0) {
            return "%dh %02dm".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0 ? "%dm %02ds".formatted(time.toMinutes(), time.toSecondsPart()) : time.toSeconds() + "s";
    }

    /** What a stranger wrote into an order's key is kept from moving the cursor. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
