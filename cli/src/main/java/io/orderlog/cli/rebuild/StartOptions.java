package io.orderlog.cli.rebuild;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code POST /rebuilds} can be asked for. */
final class StartOptions {

    @Option(names = "--dry-run", description = "only say how many events there are, how long it would take, and how much disk")
    private boolean dryRun;

    @Mixin
    private ThrottleOptions throttle = new ThrottleOptions();

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
        if (!throttle.body().isEmpty()) {
            body.put("throttle", throttle.body());
        }
        Map<String, Object> scratch = new LinkedHashMap<>();
        if (until != null) {
            scratch.put("until", until.toString());
        }
        if (offsets != null) {
            scratch.put("offsets", offsets);
        }
        if (!scratch.isEmpty()) {
            body.put("scratch", scratch);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        return body;
    }
}
