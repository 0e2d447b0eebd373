package io.orderlog.cli.rebuild;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast a generation may be filled. */
final class ThrottleOptions {

    @Option(names = "--events-per-second", paramLabel = "N", description = "no faster than this, over all instances")
    private @Nullable Integer eventsPerSecond;

    @Option(names = "--cpu", paramLabel = "SHARE", description = "the share of its processors that each instance may use, such as 0.25")
    private @Nullable Double cpu;

    /** Empty if nothing is limited. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (eventsPerSecond != null) {
            body.put("eventsPerSecond", eventsPerSecond);
        }
        if (cpu != null) {
            body.put("cpu", cpu);
        }
        return body;
    }
}
