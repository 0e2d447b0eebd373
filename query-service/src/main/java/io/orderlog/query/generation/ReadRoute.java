package io.orderlog.query.generation;

import org.jspecify.annotations.Nullable;

/**
 * The generation that one request reads: the one that is live when it reads for the first time, or the one that it asks for. All that the
 * request reads later is of the same one, on whatever connection.
 */
public final class ReadRoute {

    private static final ScopedValue<ReadRoute> CURRENT = ScopedValue.newInstance();

    private volatile @Nullable Target target;

    /**
     * Where to read.
     *
     * @param ordinary whether its tables should be there and be those that this release expects
     */
    record Target(String schema, boolean ordinary) {}

    private ReadRoute() {}

    /** Runs a request. */
    public static <T, X extends Throwable> T within(ScopedValue.CallableOp<? extends T, X> request) throws X {
        return ScopedValue.where(CURRENT, new ReadRoute()).call(request);
    }

    /** From now on this request reads the generation. */
    public static void to(RegisteredGeneration generation) {
        ReadRoute route = current();
        if (route != null) {
            route.target = new Target(generation.generation().schema(), false);
        }
    }

    /** Whether what this request reads may lack tables or columns: it is of another release, or may be thrown away at any time. */
    public static boolean mayLackTables() {
        ReadRoute route = current();
        Target target = route == null ? null : route.target;
        return target != null && !target.ordinary();
    }

    static @Nullable ReadRoute current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    static Runnable carriedOn(Runnable task) {
        ReadRoute route = current();
        return route == null ? task : () -> ScopedValue.where(CURRENT, route).run(task);
    }

    @Nullable
    Target target() {
        return target;
    }

    void target(Target first) {
        target = first;
    }
}
