package io.orderlog.event;

import java.util.List;
import java.util.stream.Stream;

/** Reads one more type than this release, by the means of a real one: an upcaster in the list. */
public final class NextRelease {

    /** This release does not know it. */
    public static final String TYPE = "orderlog.order.frozen.v1";

    private NextRelease() {}

    /** A frozen order is one that is held. */
    public static EventCodec codec() {
        Upcaster frozen = new Upcaster(TYPE, "orderlog.order.held.v1", json -> json.put("reason", json.path("because").asString()));
        return new EventCodec(Stream.concat(Upcasters.ALL.stream(), List.of(frozen).stream()).toList());
    }
}
