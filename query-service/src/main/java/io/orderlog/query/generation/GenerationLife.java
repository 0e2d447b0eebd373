package io.orderlog.query.generation;

import static io.orderlog.query.generation.GenerationState.BUILDING;
import static io.orderlog.query.generation.GenerationState.FAILED;
import static io.orderlog.query.generation.GenerationState.FILLED;
import static io.orderlog.query.generation.GenerationState.FOLLOWING;
import static io.orderlog.query.generation.GenerationState.INDEXING;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What can be done to a generation, but for making it live. Each change and its entry in the journal are one transaction. */
@Component
public class GenerationLife {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('orderlog.generation'))";
    private static final String FOR_UPDATE =
            "select " + RegisteredGeneration.COLUMNS + " from orderlog.generation where number = ? for update";

    private final RegistryDatabase registry;
    private final JdbcTemplate jdbc;
    private final GenerationJournal journal;
    private final DatabaseProperties properties;
    private final String definition;

    GenerationLife(RegistryDatabase registry, GenerationJournal journal, DatabaseProperties properties, GenerationScripts scripts) {
        this.registry = registry;
        this.jdbc = registry.jdbc();
        this.journal = journal;
        this.properties = properties;
        this.definition = scripts.definition();
    }

    /** Starts the views of this release if nobody has. They show themselves while they are filled if nothing better is there. */
    void startFirst(List<Long> logEnds) {
        registry.inTransaction(() -> {
            jdbc.execute(LOCK);
            if (count("purpose = 'VIEWS' and state not in ('CANCELLED', 'RETIRED') and definition = ?", definition) == 0) {
                boolean nothingElse = count("exists (select from orderlog.live_generation)") == 0;
                boolean shortLog = logEnds.stream().mapToLong(Long::longValue).sum() <= properties.shortLog();
                GenerationState state = nothingElse && shortLog ? FOLLOWING : BUILDING;
                insert(state, new GenerationPlan(GenerationPurpose.VIEWS, Throttle.NONE, false, true, logEnds),
                        Decision.byItself("there are no views of this release"));
            }
            return true;
        });
    }

    /**
     * Starts another generation of this release.
     *
     * @return its number
     * @throws RefusedChangeException if views are being made already
     */
    public int start(GenerationPlan plan, Decision decision) {
        return registry.inTransaction(() -> {
            jdbc.execute(LOCK);
            if (plan.purpose() == GenerationPurpose.VIEWS) {
                refuseSecond();
            }
            return insert(BUILDING, plan, decision);
        });
    }

    private void refuseSecond() {
        List<Integer> underWay = jdbc.query("""
                select number from orderlog.generation
                where purpose = 'VIEWS' and live_at is null and state not in ('CANCELLED', 'RETIRED') and definition = ?""",
                (row, _) -> row.getInt(1), definition);
        if (!underWay.isEmpty()) {
            throw new RefusedChangeException(
                    "Generation %d is on its way already: switch to it or cancel it first.".formatted(underWay.getFirst()));
        }
    }

    private int insert(GenerationState state, GenerationPlan plan, Decision decision) {
        Integer last = jdbc.queryForObject("select coalesce(max(number), 0) from orderlog.generation", Integer.class);
        Generation next = Generation.numbered((last == null ? 0 : last) + 1);
        jdbc.update("""
                insert into orderlog.generation (number, schema_name, consumer_group, definition, purpose, state, throttle_events,
                    throttle_cpu, verify, switch_by_itself, goal)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                next.number(), next.schema(), next.consumerGroup(), definition, plan.purpose().name(), state.name(),
                plan.throttle().eventsPerSecond(), plan.throttle().cpu(), plan.verify(), plan.switchByItself(),
                plan.goal().toArray(Long[]::new));
        journal.write(next.number(), "start", decision);
        return next.number();
    }

    public void pause(int number, Decision decision) {
        change(number, "pause", decision, generation -> {
            refuse(generation.state().isOver() || generation.state() == FILLED, "It is not being filled any more.");
            refuse(isLive(number), "It is live: pausing it would stop what queries see.");
            return generation.paused() ? null : "paused = true";
        });
    }

    public void resume(int number, Decision decision) {
        change(number, "resume", decision, generation -> {
            refuse(generation.state().isOver(), "It is over.");
            return generation.paused() ? "paused = false" : null;
        });
    }

    /** From now on it is filled as fast as this allows. */
    public void throttle(int number, Throttle throttle, Decision decision) {
        change(number, "throttle", decision, generation -> {
            refuse(generation.state().isOver() || generation.state() == FILLED, "It is not being filled any more.");
            refuse(generation.times().live() != null, "It was live once: nothing holds it back.");
            return "throttle_events = %s, throttle_cpu = %s".formatted(throttle.eventsPerSecond(), throttle.cpu());
        });
    }

    /** Gives up a generation that was never live. */
    public void cancel(int number, Decision decision) {
        change(number, "cancel", decision, generation -> {
            refuse(generation.times().live() != null, "It was live once: retire it.");
            refuse(generation.state() == GenerationState.RETIRED, "It is retired.");
            refuse(generation.isUnderWay() && !isAnythingLive(), "There are no other views.");
            return generation.state().isOver() ? null : "state = 'CANCELLED', over_at = clock_timestamp()";
        });
    }

    /** Gives up a generation that is no longer wanted. */
    public void retire(int number, Decision decision) {
        change(number, "retire", decision, generation -> {
            refuse(isShown(number), "It is live: make another one live first.");
            refuse(generation.state() == BUILDING || generation.state() == INDEXING, "It is still being made: cancel it.");
            refuse(!generation.isScratch() && count("purpose = 'VIEWS' and number <> ? and state = 'FOLLOWING'", number) == 0,
                    "There are no other views.");
            jdbc.update("delete from orderlog.live_generation where number = ?", number);
            jdbc.update("update orderlog.live_generation set previous = null where previous = ?", number);
            return generation.state().isOver() ? null : "state = 'RETIRED', over_at = clock_timestamp()";
        });
    }

    /** Asks for a comparison with the live generation, or for another one. */
    public void verify(int number, Decision decision) {
        change(number, "verification", decision, generation -> {
            refuse(generation.isScratch(), "It is a scratch generation.");
            refuse(generation.state().isOver(), "It is over.");
            refuse(isLive(number), "It is live: there is nothing to compare it with.");
            return "verify = true, verification = null";
        });
    }

    /** It has reached its goal. */
    public void caughtUp(int number) {
        jdbc.update("""
                update orderlog.generation set state = 'INDEXING', caught_up_at = clock_timestamp()
                where number = ? and state = 'BUILDING'""", number);
    }

    /** It has its indexes. */
    public void complete(int number) {
        jdbc.update("""
                update orderlog.generation set complete_at = clock_timestamp(),
                    state = case purpose when 'VIEWS' then 'FOLLOWING' else 'FILLED' end
                where number = ? and state = 'INDEXING'""", number);
    }

    public void failed(int number, String why) {
        change(number, "fail", Decision.byItself(why), generation -> {
            jdbc.update("update orderlog.generation set failure = ? where number = ?", why, number);
            return generation.state().isOver() ? null : "state = '%s'".formatted(FAILED);
        });
    }

    /** @param report as JSON */
    public void verified(int number, String report) {
        jdbc.update("update orderlog.generation set verification = ?::jsonb where number = ?", report, number);
    }

    private interface Change {

        /** @return what to set; {@code null} if it is so already */
        @Nullable
        String of(RegisteredGeneration generation);
    }

    private void change(int number, String action, Decision decision, Change change) {
        registry.inTransaction(() -> {
            RegisteredGeneration generation = jdbc.query(FOR_UPDATE, (row, _) -> RegisteredGeneration.of(row), number)
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new GenerationNotFoundException(number));
            String set = change.of(generation);
            if (set != null) {
                jdbc.update("update orderlog.generation set " + set + " where number = ?", number);
                journal.write(number, action, decision);
            }
            return true;
        });
    }

    private static void refuse(boolean refused, String why) {
        if (refused) {
            throw new RefusedChangeException(why);
        }
    }

    private boolean isLive(int number) {
        return count("number in (select number from orderlog.live_generation) and number = ?", number) > 0;
    }

    private boolean isAnythingLive() {
        return count("exists (select from orderlog.live_generation)") > 0;
    }

    /** Live views of another release are only kept for instances of that release. */
    private boolean isShown(int number) {
        return count("""
                number = ? and number in (select live.number from orderlog.live_generation live
                    where live.since = (select max(since) from orderlog.live_generation)
                        or exists (select from orderlog.query_instance instance
                            where instance.definition = live.definition and instance.seen_at > now() - interval '1 minute'))""",
                number) > 0;
    }

    private int count(String condition, Object... arguments) {
        Integer count = jdbc.queryForObject("select count(*) from orderlog.generation where " + condition, Integer.class, arguments);
        return count == null ? 0 : count;
    }
}
