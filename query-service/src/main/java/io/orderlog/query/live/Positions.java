package io.orderlog.query.live;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A place in the log as a whole: of each partition, the next offset. An event's place is the same in every generation of the views.
 *
 * @param next only partitions that are not at their beginning
 */
record Positions(SortedMap<Integer, Long> next) {

    static final Positions BEGINNING = new Positions(new TreeMap<>());

    static Positions of(Map<Integer, Long> nextOffsets) {
        SortedMap<Integer, Long> next = new TreeMap<>(nextOffsets);
        next.values().removeIf(offset -> offset == 0);
        return new Positions(next);
    }

    long next(int partition) {
        return next.getOrDefault(partition, 0L);
    }

    Positions with(int partition, long nextOffset) {
        SortedMap<Integer, Long> moved = new TreeMap<>(next);
        moved.put(partition, nextOffset);
        return new Positions(moved);
    }

    /** Of each partition the later place. */
    Positions max(Positions other) {
        if (other.next.entrySet().stream().allMatch(place -> next(place.getKey()) >= place.getValue())) {
            return this;
        }
        SortedMap<Integer, Long> later = new TreeMap<>(next);
        other.next.forEach((partition, offset) -> later.merge(partition, offset, Math::max));
        return new Positions(later);
    }
}
