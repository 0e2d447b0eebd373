package io.orderlog.query.generation;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which generation queries read, and the switch to another one. */
@Component
public class LiveGenerations {

    /** So many events are soon caught up with. */
    private static final long NEARLY = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final RegistryDatabase registry;
    private final JdbcTemplate jdbc;
    private final GenerationJournal journal;
    private final Generations generations;
    private final LateRecords lateRecords;
    private final String definition;

    LiveGenerations(RegistryDatabase registry, GenerationJournal journal, Generations generations, GenerationScripts scripts) {
        this.registry = registry;
        this.jdbc = registry.jdbc();
        this.journal = journal;
        this.generations = generations;
        this.lateRecords = new LateRecords(jdbc);
        this.definition = scripts.definition();
    }

    /**
     * A live generation.
     *
     * @param definition of the releases that show it
     * @param previous which was live before it, while it is kept
     */
    public record Live(String definition, int number, @Nullable Integer previous, Instant since) {}

    /** Of each release, the latest first. */
    public List<Live> all() {
        return jdbc.query("select definition, number, previous, since from orderlog.live_generation order by since desc",
                (row, _) -> new Live(row.getString(1), row.getInt(2), row.getObject(3, Integer.class),
                        row.getObject(4, OffsetDateTime.class).toInstant()));
    }

    /** The one of this release. */
    public Optional<Live> ofThisRelease() {
        return all().stream().filter(live -> live.definition().equals(definition)).findFirst();
    }

    /** The one that this instance shows: that of another release while its own is not ready. */
    public Optional<Live> shown() {
        return ofThisRelease().or(() -> all().stream().findFirst());
    }

    /** Shows the generation while it is filled, if there is nothing else to show. Only once its tables are there. */
    public void showIfNothingElse(RegisteredGeneration first) {
        registry.inTransaction(() -> {
            int shown = jdbc.update("""
                    insert into orderlog.live_generation (definition, number)
                    select ?, ? where not exists (select from orderlog.live_generation) on conflict do nothing""",
                    first.definition(), first.number());
            if (shown > 0) {
                live(first.number(), "switch", Decision.byItself("there is nothing else to show"));
            }
            return true;
        });
    }

    /**
     * Makes a generation live for its release, in one transaction that holds the live views for a moment, so that the new ones are
     * never behind what anybody has seen.
     *
     * @throws RefusedChangeException if it is not complete, or behind
     */
    public void switchTo(int number, Decision decision) {
        registry.inTransaction(() -> {
            RegisteredGeneration next = generations.get(number);
            Optional<Live> before = shownBy(next.definition());
            if (before.isPresent() && before.get().number() == number && before.get().definition().equals(next.definition())) {
                return true;
            }
            refuseUnready(next);
            before.flatMap(live -> generations.find(live.number())).ifPresent(live -> {
                reach(next, live);
                lateRecords.number(live.generation(), next.generation());
            });
            replace(next, before.orElse(null));
            live(number, "switch", decision);
            return true;
        });
    }

    /**
     * Makes the generation live that was live before this one.
     *
     * @throws RefusedChangeException if this one is not live, or there is none before it
     */
    public void rollBack(int number, Decision decision) {
        registry.inTransaction(() -> {
            Live live = all().stream()
                    .filter(it -> it.number() == number)
                    .findFirst()
                    .orElseThrow(() -> new RefusedChangeException("Generation %d is not live.".formatted(number)));
            Integer previous = live.previous();
            if (previous == null) {
                throw new RefusedChangeException("The generation before it is not kept any more.");
            }
            journal.write(number, "rollback", decision);
            switchTo(previous, decision);
            return true;
        });
    }

    private Optional<Live> shownBy(String release) {
        jdbc.queryForList("select number from orderlog.live_generation for update");
        List<Live> all = all();
        return all.stream().filter(live -> live.definition().equals(release)).findFirst().or(() -> all.stream().findFirst());
    }

    private static void refuseUnready(RegisteredGeneration next) {
        if (next.isScratch()) {
            throw new RefusedChangeException("It is a scratch generation.");
        }
        if (next.state() != GenerationState.FOLLOWING) {
            throw new RefusedChangeException("It is %s, not complete.".formatted(next.state()));
        }
        if (next.paused()) {
            throw new RefusedChangeException("It is paused.");
        }
    }

    private void reach(RegisteredGeneration next, RegisteredGeneration live) {
        var race = new CheckpointRace(jdbc, next.generation(), live.generation());
        if (!race.isOn()) {
            return;
        }
        long behind = race.behind();
        if (behind > NEARLY) {
            throw new RefusedChangeException("It is %d events behind the live generation %d.".formatted(behind, live.number()));
        }
        race.hold(PATIENCE);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (race.behind() > 0) {
            if (System.nanoTime() > end) {
                throw new RefusedChangeException("It does not catch up with the live generation %d.".formatted(live.number()));
            }
            pause();
        }
    }

    private void replace(RegisteredGeneration next, @Nullable Live before) {
        jdbc.update("""
                insert into orderlog.live_generation (definition, number, previous) values (?, ?, ?)
                on conflict (definition) do update
                set number = excluded.number, previous = excluded.previous, since = clock_timestamp()""",
                next.definition(), next.number(),
                before == null || !before.definition().equals(next.definition()) ? null : before.number());
    }

    private void live(int number, String action, Decision decision) {
        jdbc.update("update orderlog.generation set live_at = coalesce(live_at, clock_timestamp()) where number = ?", number);
        journal.write(number, action, decision);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedChangeException("The service is stopping.");
        }
    }
}
