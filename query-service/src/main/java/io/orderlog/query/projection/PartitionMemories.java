package io.orderlog.query.projection;

import io.orderlog.query.generation.Generation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lends each partition's memory to one transaction at a time. A memory comes back only after the commit: one whose transaction failed is
 * lost, so that none is ever ahead of the views.
 */
final class PartitionMemories {

    private final Map<Place, PartitionMemory> resting = new ConcurrentHashMap<>();

    private record Place(String schema, int partition) {}

    PartitionMemory take(Generation generation, int partition) {
        @Nullable
        PartitionMemory memory = resting.remove(new Place(generation.schema(), partition));
        return memory == null ? new PartitionMemory() : memory;
    }

    void giveBack(Generation generation, int partition, PartitionMemory memory) {
        resting.put(new Place(generation.schema(), partition), memory);
    }

    void forget(Generation generation, int partition) {
        resting.remove(new Place(generation.schema(), partition));
    }
}
