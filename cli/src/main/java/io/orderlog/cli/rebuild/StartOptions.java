package io.orderlog.cli.rebuild;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code POST /rebuilds} can be asked for. */
final class StartOptions {

    @Option(names = "--dry-run", description = "only say how many events there are, how long it would take, and how much disk")
    private boolean dryRun;

    @Option(names = "--events-per-second", paramLabel = "N", description = "no faster than this, over all instances")
    private @Nullable Integer eventsPerSecond;

    @Option(names = "--cpu", paramLabel = "SHARE", description = "the share of its processors that each instance may use, such as 0.25")
    private @Nullable Double cpu;

    @Option(names = "--no-verify", description = "do not compare with the live views before becoming live")
    private boolean withoutVerification;

    @Option(names = "--switch", description = "become live by itself, if equal")
    private boolean switchByItself;

    @Option(names = "--until", paramLabel = "INSTANT", description = "only to be asked: with what was written before, such as 2026-11-01T12:00:00Z")
    private @Nullable Instant until;

    @Option(names = "--offset", paramLabel = "PARTITION=N", description = "only to be asked: with what stands before this offset; can be repeated")
    private @Nullable Map<Integer, Long> offsets;

    @Option(names = "--reason", paramLabel = "TEXT", description = "for the journal")
    private @Nullable String reason;

    boolean isDryRun() {
        return dryRun;
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("dryRun", dryRun);
        body.put("verify", !withoutVerification);
        body.put("switch", switchByItself);
        putIfGiven(body, "throttle", given("eventsPerSecond", eventsPerSecond, "cpu", cpu));
        putIfGiven(body, "scratch", given("until", until == null ? null : until.toString(), "offsets", offsets));
        if (reason != null) {
            body.put("reason", reason);
        }
        return body;
    }

    private static Map<String, Object> given(String one, @Nullable Object first, String other, @Nullable Object second) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (first != null) {
            given.put(one, first);
        }
        if (second != null) {
            given.put(other, second);
        }
        return given;
    }

    private static void putIfGiven(Map<String, Object> body, String name, Map<String, Object> given) {
        if (!given.isEmpty()) {
            body.put(name, given);
        }
    }
}
