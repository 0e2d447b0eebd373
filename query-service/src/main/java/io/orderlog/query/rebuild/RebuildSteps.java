package io.orderlog.query.rebuild;

import io.orderlog.query.consumer.EventTopic;
import io.orderlog.query.generation.Decision;
import io.orderlog.query.generation.GenerationLife;
import io.orderlog.query.generation.GenerationSchemas;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.LiveGenerations;
import io.orderlog.query.generation.RefusedChangeException;
import io.orderlog.query.generation.RegisteredGeneration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps that a generation goes by itself. Each can be done again by another instance, if the one that began it is gone. */
@Component
class RebuildSteps {

    private static final Logger log = LoggerFactory.getLogger(RebuildSteps.class);

    private final RebuildProperties properties;
    private final Generations generations;
    private final GenerationSchemas schemas;
    private final GenerationLife life;
    private final LiveGenerations live;
    private final Verification verification;
    private final EventTopic topic;

    RebuildSteps(RebuildProperties properties, Generations generations, GenerationSchemas schemas, GenerationLife life,
            LiveGenerations live, Verification verification, EventTopic topic) {
        this.properties = properties;
        this.generations = generations;
        this.schemas = schemas;
        this.life = life;
        this.live = live;
        this.verification = verification;
        this.topic = topic;
    }

    /** @param nextOffsets by partition, where the generation is */
    void next(RegisteredGeneration generation, Map<Integer, Long> nextOffsets) {
        switch (generation.state()) {
            case BUILDING -> {
                if (hasReachedItsGoal(generation, nextOffsets)) {
                    life.caughtUp(generation.number());
                }
            }
            case INDEXING -> index(generation);
            case FOLLOWING -> follow(generation);
            case FILLED, FAILED, CANCELLED, RETIRED -> {
            }
        }
    }

    private static boolean hasReachedItsGoal(RegisteredGeneration generation, Map<Integer, Long> nextOffsets) {
        return IntStream.range(0, generation.goal().size())
                .allMatch(partition -> nextOffsets.getOrDefault(partition, 0L) >= generation.goal().get(partition));
    }

    private void index(RegisteredGeneration generation) {
        try {
            schemas.makeIndexes(generation.generation());
            life.complete(generation.number());
        } catch (FlywayException e) {
            log.error("The indexes of generation {} cannot be made", generation.number(), e);
            life.failed(generation.number(), "its indexes cannot be made: " + firstLine(e));
        }
    }

    private void follow(RegisteredGeneration generation) {
        if (generation.paused()) {
            return;
        }
        if (generation.verify() && generation.verification() == null) {
            verification.run(generation);
        } else if (generation.isUnderWay() && generation.switchByItself() && verification.permitsSwitch(generation)) {
            try {
                live.switchTo(generation.number(), Decision.byItself("it is complete"));
            } catch (RefusedChangeException e) {
                log.debug("Generation {} waits to become live: {}", generation.number(), e.getMessage());
            }
        }
    }

    /** Nobody fills them any more once nobody is in the group; a query that still reads one was let end by then. */
    void dropThoseThatAreOver() {
        for (RegisteredGeneration over : generations.toBeDropped()) {
            if (isLeftByQueries(over) && topic.deleteGroup(over.generation().consumerGroup())) {
                schemas.drop(over);
                log.info("The views {} are gone", over.generation().schema());
            }
        }
    }

    private boolean isLeftByQueries(RegisteredGeneration generation) {
        Instant over = generation.times().over();
        boolean everRead = generation.times().live() != null;
        return !everRead || over != null && over.plus(properties.dropAfter()).isBefore(Instant.now());
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().filter(line -> !line.isBlank()).findFirst().orElse(e.getClass().getSimpleName());
    }
}
