package io.orderlog.query.rebuild;

import io.orderlog.event.EventCodec;
import io.orderlog.query.consumer.EventTopic;
import io.orderlog.query.generation.Decision;
import io.orderlog.query.generation.GenerationJournal;
import io.orderlog.query.generation.GenerationState;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.RefusedChangeException;
import io.orderlog.query.generation.RegisteredGeneration;
import io.orderlog.query.history.verification.LogReaders;
import io.orderlog.query.history.verification.PartitionReader;
import io.orderlog.query.history.verification.PartitionReader.Range;
import io.orderlog.query.projection.OrderRewriter;
import io.orderlog.query.projection.OrderRewriter.Place;
import io.orderlog.query.projection.OrderRewriter.Rewritten;
import io.orderlog.query.rebuild.OrderRebuild.InGeneration;
import io.orderlog.query.web.LogUnavailableException;
import io.orderlog.query.web.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Rebuilds one order alone, in every complete generation that this release fills; those that are being made read the log anyway. */
@Component
class OrderRebuilds {

    private static final Logger log = LoggerFactory.getLogger(OrderRebuilds.class);

    private final Generations generations;
    private final GenerationJournal journal;
    private final OrderRewriter rewriter;
    private final LogReaders readers;
    private final EventTopic topic;

    OrderRebuilds(Generations generations, GenerationJournal journal, OrderRewriter rewriter, LogReaders readers, EventTopic topic) {
        this.generations = generations;
        this.journal = journal;
        this.rewriter = rewriter;
        this.readers = readers;
        this.topic = topic;
    }

    /**
     * @throws NotFoundException if neither the log nor the views have the order
     * @throws RefusedChangeException if it cannot be done
     * @throws LogUnavailableException if Kafka does not answer; nothing is half done
     */
    OrderRebuild rebuild(UUID order, Decision decision) {
        byte[] key = EventCodec.key(order);
        try (PartitionReader reader = readers.open()) {
            List<Range> partitions = reader.ranges();
            if (partitions.isEmpty()) {
                throw new RefusedChangeException("There is no log.");
            }
            Range whole = partitions.get(EventCodec.partition(key, partitions.size()));
            return rebuild(new Place(order, whole.partition(), topicId()), new RecordsInPartition(reader, whole, key), decision);
        }
    }

    private String topicId() {
        try {
            return topic.id().orElseThrow(() -> new RefusedChangeException("There is no log."));
        } catch (KafkaException e) {
            throw new LogUnavailableException(e);
        }
    }

    private OrderRebuild rebuild(Place place, RecordsInPartition records, Decision decision) {
        List<InGeneration> done = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        boolean found = false;
        for (RegisteredGeneration generation : complete()) {
            try {
                Rewritten rewritten = rewriter.rewrite(generation.generation(), place, records);
                journal.write(generation.number(), "order", because(place, decision));
                done.add(InGeneration.of(generation.number(), rewritten));
                found |= rewritten.removed() + rewritten.events() + rewritten.parked() > 0;
            } catch (DataAccessException | TransactionException e) {
                log.warn("Order {} could not be rebuilt in generation {}: {}", place.order(), generation.number(), e.toString());
                left.add(generation.number());
            }
        }
        if (!found && left.isEmpty()) {
            throw NotFoundException.order();
        }
        return new OrderRebuild(place.order(), place.partition(), done, left);
    }

    private List<RegisteredGeneration> complete() {
        List<RegisteredGeneration> complete =
                generations.ofThisRelease().stream().filter(it -> it.state() == GenerationState.FOLLOWING).toList();
        if (complete.isEmpty()) {
            throw new RefusedChangeException("There are no complete views of this release.");
        }
        return complete;
    }

    private static Decision because(Place place, Decision decision) {
        return new Decision(decision.actor(), decision.reason() == null
                ? place.order().toString()
                : "%s: %s".formatted(place.order(), decision.reason()));
    }
}
