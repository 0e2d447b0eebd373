package io.orderlog.query.rebuild;

import io.orderlog.query.generation.Throttle;
import io.orderlog.query.web.JsonBody;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /rebuilds} asks for.
 *
 * @param dryRun whether only to say what it would take
 * @param verify whether to compare the new views with the live ones before they can become live by themselves
 * @param switchByItself whether the new views become live as soon as they can
 * @param scratch if they are only to be asked what they would have said at some time
 */
record RebuildRequest(
        boolean dryRun,
        Throttle throttle,
        boolean verify,
        boolean switchByItself,
        @Nullable Scratch scratch,
        @Nullable String reason) {

    static final int LONGEST_REASON = 1_000;

    private static final int FASTEST = 10_000_000;
    private static final int MOST_PARTITIONS = 10_000;

    /**
     * Where scratch views end: one of both is given.
     *
     * @param until the first record of each partition that was written at this time or later is not in them
     * @param offsets by partition, the first record that is not in them; partitions that are not named are left out
     */
    record Scratch(@Nullable Instant until, @Nullable Map<Integer, Long> offsets) {}

    static RebuildRequest read(JsonBody body) {
        boolean dryRun = body.flag("dryRun", false);
        Throttle throttle = throttle(body.object("throttle"));
        boolean verify = body.flag("verify", true);
        boolean switchByItself = body.flag("switch", false);
        Scratch scratch = scratch(body.object("scratch"));
        String reason = body.text("reason", LONGEST_REASON);
        if (scratch != null && switchByItself) {
            body.reject("switch", "must not be true with scratch");
        }
        body.requireValid();
        return new RebuildRequest(dryRun, throttle, verify && scratch == null, switchByItself, scratch, reason);
    }

    static Throttle throttle(@Nullable JsonBody throttle) {
        if (throttle == null) {
            return Throttle.NONE;
        }
        Long events = throttle.wholeNumber("eventsPerSecond", 1, FASTEST);
        return new Throttle(events == null ? null : events.intValue(), throttle.share("cpu"));
    }

    private static @Nullable Scratch scratch(@Nullable JsonBody scratch) {
        if (scratch == null) {
            return null;
        }
        Instant until = scratch.instant("until");
        JsonBody offsets = scratch.object("offsets");
        if ((until == null) == (offsets == null)) {
            scratch.reject("until", "either until or offsets must be given");
        }
        return new Scratch(until, offsets == null ? null : offsets(offsets));
    }

    private static Map<Integer, Long> offsets(JsonBody offsets) {
        Map<Integer, Long> byPartition = new TreeMap<>();
        for (String partition : offsets.names()) {
            Long offset = offsets.wholeNumber(partition, 0, Long.MAX_VALUE);
            if (!partition.matches("[0-9]{1,4}") || byPartition.size() > MOST_PARTITIONS) {
                offsets.reject(partition, "must be the number of a partition");
            } else if (offset != null) {
                byPartition.put(Integer.parseInt(partition), offset);
            }
        }
        return byPartition;
    }
}
