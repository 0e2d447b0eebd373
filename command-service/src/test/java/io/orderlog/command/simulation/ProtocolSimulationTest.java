package io.orderlog.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.command.simulation.Simulation.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code -Dsimulation.schedules=1000000} runs more schedules, {@code -Dsimulation.seed=42} only that one, and with
 * {@code -Dsimulation.mutation=NO_READ_BARRIER} of that broken protocol.
 */
class ProtocolSimulationTest {

    private static final int WORKERS = Runtime.getRuntime().availableProcessors();
    private static final int SCHEDULES_TO_CATCH_A_MUTANT = 20_000;

    @Test
    void everyScheduleKeepsThePromisesOfTheProtocol() throws Exception {
        Long seed = Long.getLong("simulation.seed");
        int schedules = Integer.getInteger("simulation.schedules", 100_000);

        List<Statistics> statistics = seed == null ? runAll(schedules) : List.of(Simulation.run(seed, replayed()));

        if (seed == null) {
            assertThat(sum(statistics, Statistics::superseded)).as("superseded events").isPositive();
            assertThat(sum(statistics, Statistics::ambiguous)).as("ambiguous outcomes").isPositive();
            assertThat(sum(statistics, Statistics::repeated)).as("repeated requests").isPositive();
            assertThat(sum(statistics, Statistics::rejected)).as("rejections").isPositive();
            assertThat(sum(statistics, Statistics::turnedAway)).as("commands turned away").isPositive();
            assertThat(sum(statistics, Statistics::crashes)).as("crashes").isPositive();
        }
        System.out.printf(
                "simulated %d schedules: %d operations, %d ambiguous, %d repeated, %d rejected, %d turned away, %d superseded events, %d crashes, 0 violations%n",
                statistics.size(),
                sum(statistics, Statistics::operations),
                sum(statistics, Statistics::ambiguous),
                sum(statistics, Statistics::repeated),
                sum(statistics, Statistics::rejected),
                sum(statistics, Statistics::turnedAway),
                sum(statistics, Statistics::superseded),
                sum(statistics, Statistics::crashes));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyMutantIsCaught(Mutation mutation) {
        String caught = IntStream.range(0, SCHEDULES_TO_CATCH_A_MUTANT)
                .mapToObj(seed -> symptomOf(seed, mutation))
                .filter(found -> found.contains(mutation.symptom))
                .findFirst()
                .orElse("none");

        assertThat(caught).as("a schedule that says " + mutation.symptom).isNotEqualTo("none");
        System.out.println("caught with " + caught.split(";", 2)[0]);
    }

    private static Mutation replayed() {
        return Mutation.valueOf(System.getProperty("simulation.mutation", Mutation.NONE.name()));
    }

    private static String symptomOf(long seed, Mutation mutation) {
        try {
            Simulation.run(seed, mutation);
            return "";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElseThrow();
        }
    }

    @Test
    void theSameSeedIsTheSameSchedule() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(Simulation.run(seed, Mutation.NONE)).isEqualTo(Simulation.run(seed, Mutation.NONE));
        }
    }

    private static List<Statistics> runAll(int schedules) throws Exception {
        AtomicLong next = new AtomicLong();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Statistics>>> workers = LongStream.range(0, WORKERS)
                    .mapToObj(_ -> executor.submit(() -> {
                        List<Statistics> statistics = new ArrayList<>();
                        for (long seed = next.getAndIncrement(); seed < schedules; seed = next.getAndIncrement()) {
                            statistics.add(Simulation.run(seed, Mutation.NONE));
                        }
                        return statistics;
                    }))
                    .toList();
            List<Statistics> all = new ArrayList<>();
            for (Future<List<Statistics>> worker : workers) {
                all.addAll(worker.get());
            }
            return all;
        }
    }

    private static long sum(List<Statistics> statistics, ToIntFunction<Statistics> figure) {
        return statistics.stream().mapToLong(figure::applyAsInt).sum();
    }
}
