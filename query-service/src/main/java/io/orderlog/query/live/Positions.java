package io.orderlog.query.live;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A place in the log as a whole: of each partition, the next offset. An event's place is the same in every generation of the views.
 *
 * @param next only partitions that are not at their beginning
 * @param released the number of the last record that came into the views later than its place, as far as it was before this one
 */
record Positions(SortedMap<Integer, Long> next, long released) {

    static final Positions BEGINNING = new Positions(new TreeMap<>(), 0);

    static Positions of(Map<Integer, Long> nextOffsets, long released) {
        SortedMap<Integer, Long> next = new TreeMap<>(nextOffsets);
        next.values().removeIf(offset -> offset == 0);
        return new Positions(next, released);
    }

    long next(int partition) {
        return next.getOrDefault(partition, 0L);
    }

    Positions with(int partition, long nextOffset) {
        SortedMap<Integer, Long> moved = new TreeMap<>(next);
        moved.put(partition, nextOffset);
        return new Positions(moved, released);
    }

    Positions withReleased(long number) {
        return new Positions(next, number);
    }

    /** The later of both, in each partition and of what was released. */
    Positions max(Positions other) {
        if (released >= other.released && other.next.entrySet().stream().allMatch(place -> next(place.getKey()) >= place.getValue())) {
            return this;
        }
        SortedMap<Integer, Long> later = new TreeMap<>(next);
        other.next.forEach((partition, offset) -> later.merge(partition, offset, Math::max));
        return new Positions(later, Math.max(released, other.released));
    }
}
