package io.orderlog.query.rebuild;

import io.orderlog.query.consumer.EventTopic;
import io.orderlog.query.generation.Decision;
import io.orderlog.query.generation.GenerationJournal;
import io.orderlog.query.generation.GenerationLife;
import io.orderlog.query.generation.GenerationPlan;
import io.orderlog.query.generation.GenerationPurpose;
import io.orderlog.query.generation.GenerationSchemas;
import io.orderlog.query.generation.GenerationScripts;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.LiveGenerations;
import io.orderlog.query.generation.LiveGenerations.Live;
import io.orderlog.query.generation.RefusedChangeException;
import io.orderlog.query.generation.RegisteredGeneration;
import io.orderlog.query.generation.StoppedPartitions;
import io.orderlog.query.generation.Throttle;
import io.orderlog.query.rebuild.RebuildRequest.Scratch;
import io.orderlog.query.web.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What operators ask of the generations. */
@Component
class Rebuilds {

    private final Generations generations;
    private final GenerationLife life;
    private final GenerationSchemas schemas;
    private final GenerationJournal journal;
    private final LiveGenerations live;
    private final StoppedPartitions stopped;
    private final ProgressMeter meter;
    private final EventTopic topic;
    private final String definition;

    Rebuilds(Generations generations, GenerationLife life, GenerationSchemas schemas, GenerationJournal journal, LiveGenerations live,
            StoppedPartitions stopped, ProgressMeter meter, EventTopic topic, GenerationScripts scripts) {
        this.generations = generations;
        this.life = life;
        this.schemas = schemas;
        this.journal = journal;
        this.live = live;
        this.stopped = stopped;
        this.meter = meter;
        this.topic = topic;
        this.definition = scripts.definition();
    }

    /** The newest first. */
    List<RebuildDocument> all() {
        List<Live> lives = live.all();
        return generations.all()
                .stream()
                .sorted(Comparator.comparingInt(RegisteredGeneration::number).reversed())
                .map(it -> document(it, lives, null))
                .toList();
    }

    RebuildDocument one(int number) {
        RegisteredGeneration found = generations.get(number);
        return document(found, live.all(), journal.of(number));
    }

    private RebuildDocument document(RegisteredGeneration it, List<Live> lives, @Nullable List<GenerationJournal.Entry> entries) {
        return RebuildDocument.of(
                it,
                lives.stream().anyMatch(live -> live.number() == it.number()),
                lives.stream().anyMatch(live -> live.previous() != null && live.previous() == it.number()),
                it.definition().equals(definition),
                it.state().isOver() ? List.of() : stopped.of(it.number()),
                it.state().isOver() ? null : progress(it),
                entries);
    }

    /** {@code null} while its tables are not there. */
    private @Nullable Progress progress(RegisteredGeneration generation) {
        try {
            return meter.of(generation);
        } catch (DataAccessException e) {
            return null;
        }
    }

    RebuildDocument start(RebuildRequest request, String actor) {
        Scratch scratch = request.scratch();
        GenerationPurpose purpose = scratch == null ? GenerationPurpose.VIEWS : GenerationPurpose.SCRATCH;
        List<Long> goal = scratch == null ? topic.ends() : ends(scratch);
        if (goal.isEmpty()) {
            throw new RefusedChangeException("There is no log.");
        }
        var plan = new GenerationPlan(purpose, request.throttle(), request.verify(), request.switchByItself(), goal);
        return one(life.start(plan, new Decision(actor, request.reason())));
    }

    private List<Long> ends(Scratch scratch) {
        Instant until = scratch.until();
        if (until != null) {
            return topic.offsetsAt(until);
        }
        Map<Integer, Long> offsets = scratch.offsets() == null ? Map.of() : scratch.offsets();
        List<Long> ends = topic.ends();
        return IntStream.range(0, ends.size())
                .mapToObj(partition -> Math.min(offsets.getOrDefault(partition, 0L), ends.get(partition)))
                .toList();
    }

    Estimate estimate(RebuildRequest request) {
        Scratch scratch = request.scratch();
        long all = sum(topic.ends());
        long events = (scratch == null ? all : sum(ends(scratch))) - sum(topic.beginnings());
        Double speed = slower(measuredSpeed(), request.throttle().eventsPerSecond());
        Long bytes = live.shown().flatMap(shown -> generations.find(shown.number())).map(it -> schemas.bytes(it.generation())).orElse(null);
        return new Estimate(
                events,
                speed == null ? null : Math.round(speed),
                speed == null ? null : (long) Math.ceil(events / speed),
                bytes == null || all == 0 ? bytes : (Long) (long) ((double) bytes * events / all));
    }

    private static @Nullable Double slower(@Nullable Double measured, @Nullable Integer throttle) {
        if (measured == null || throttle == null) {
            return measured == null && throttle != null ? Double.valueOf(throttle) : measured;
        }
        return Math.min(measured, throttle);
    }

    /** At which the last generation was built, pauses and throttles included. */
    private @Nullable Double measuredSpeed() {
        Optional<RegisteredGeneration> last = generations.all()
                .stream()
                .filter(it -> it.times().complete() != null && sum(it.goal()) > 0)
                .max(Comparator.comparingInt(RegisteredGeneration::number));
        return last.map(Rebuilds::speed).orElse(null);
    }

    private static double speed(RegisteredGeneration built) {
        Instant complete = built.times().complete();
        Duration time = complete == null ? Duration.ZERO : Duration.between(built.times().created(), complete);
        return sum(built.goal()) / Math.max(0.001, time.toMillis() / 1e3);
    }

    private static long sum(List<Long> offsets) {
        return offsets.stream().mapToLong(Long::longValue).sum();
    }

    RebuildDocument pause(int number, Decision decision) {
        life.pause(number, decision);
        return one(number);
    }

    RebuildDocument resume(int number, Decision decision) {
        life.resume(number, decision);
        return one(number);
    }

    RebuildDocument throttle(int number, Throttle throttle, Decision decision) {
        life.throttle(number, throttle, decision);
        return one(number);
    }

    RebuildDocument switchTo(int number, Decision decision) {
        live.switchTo(number, decision);
        return one(number);
    }

    RebuildDocument rollBack(int number, Decision decision) {
        live.rollBack(number, decision);
        return one(number);
    }

    RebuildDocument verify(int number, Decision decision) {
        life.verify(number, decision);
        return one(number);
    }

    /** @throws NotFoundException if it was not compared yet */
    ComparisonReport report(int number) {
        ComparisonReport report = Verification.report(generations.get(number));
        if (report == null) {
            throw NotFoundException.comparison();
        }
        return report;
    }

    RebuildDocument retire(int number, Decision decision) {
        life.retire(number, decision);
        return one(number);
    }

    RebuildDocument cancel(int number, Decision decision) {
        life.cancel(number, decision);
        return one(number);
    }
}
