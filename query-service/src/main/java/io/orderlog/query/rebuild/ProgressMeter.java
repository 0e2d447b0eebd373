package io.orderlog.query.rebuild;

import io.orderlog.query.consumer.EventTopic;
import io.orderlog.query.generation.GenerationSchemas;
import io.orderlog.query.generation.RegisteredGeneration;
import io.orderlog.query.rebuild.Progress.PartitionProgress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Measures how far generations are and how fast they go, whoever fills them, by their checkpoints. */
@Component
class ProgressMeter {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final GenerationSchemas schemas;
    private final EventTopic topic;
    private final Map<Integer, Deque<Sample>> samples = new ConcurrentHashMap<>();
    private volatile List<Long> lastEnds = List.of();

    private record Sample(long nanos, Map<Integer, Long> nextOffsets) {

        double speed(Sample later, int partition) {
            long moved = later.offset(partition) - offset(partition);
            return moved * 1e9 / (later.nanos - nanos);
        }

        private long offset(int partition) {
            return nextOffsets.getOrDefault(partition, 0L);
        }
    }

    ProgressMeter(GenerationSchemas schemas, EventTopic topic) {
        this.schemas = schemas;
        this.topic = topic;
    }

    /** To be called about once a second. */
    Map<Integer, Long> look(RegisteredGeneration generation) {
        Map<Integer, Long> offsets = schemas.nextOffsets(generation.generation());
        Deque<Sample> known = samples.computeIfAbsent(generation.number(), _ -> new ArrayDeque<>());
        synchronized (known) {
            Sample now = new Sample(System.nanoTime(), offsets);
            known.addLast(now);
            while (now.nanos() - known.getFirst().nanos() > WINDOW.toNanos()) {
                known.removeFirst();
            }
        }
        return offsets;
    }

    void forgetOthers(Set<Integer> numbers) {
        samples.keySet().retainAll(numbers);
    }

    Progress of(RegisteredGeneration generation) {
        Map<Integer, Long> offsets = schemas.nextOffsets(generation.generation());
        List<Long> ends = generation.isScratch() ? generation.goal() : ends();
        Sample @Nullable [] ofWindow = window(generation.number());
        List<PartitionProgress> partitions = IntStream.range(0, ends.size())
                .mapToObj(partition -> PartitionProgress.of(
                        partition,
                        offsets.getOrDefault(partition, 0L),
                        Math.max(ends.get(partition), offsets.getOrDefault(partition, 0L)),
                        ofWindow == null ? null : ofWindow[0].speed(ofWindow[1], partition)))
                .toList();
        Double speed = ofWindow == null
                ? null
                : IntStream.range(0, ends.size()).mapToDouble(partition -> ofWindow[0].speed(ofWindow[1], partition)).sum();
        return Progress.of(partitions, speed);
    }

    private Sample @Nullable [] window(int number) {
        Deque<Sample> known = samples.get(number);
        if (known == null) {
            return null;
        }
        synchronized (known) {
            return known.size() < 2 ? null : new Sample[]{known.getFirst(), known.getLast()};
        }
    }

    /** What was known last, while Kafka is away. */
    private List<Long> ends() {
        try {
            lastEnds = topic.ends();
        } catch (KafkaException e) {
            // Said elsewhere.
        }
        return lastEnds;
    }
}
