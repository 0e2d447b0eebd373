package io.orderlog.query.rebuild;

import io.orderlog.query.generation.GenerationLife;
import io.orderlog.query.generation.GenerationState;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.LiveGenerations;
import io.orderlog.query.generation.RegisteredGeneration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Has a generation compared with the live one, and keeps what was found in the registry. */
@Component
class Verification {

    private static final JsonMapper JSON = new JsonMapper();

    private final Comparison comparison;
    private final Generations generations;
    private final LiveGenerations live;
    private final GenerationLife life;

    Verification(Comparison comparison, Generations generations, LiveGenerations live, GenerationLife life) {
        this.comparison = comparison;
        this.generations = generations;
        this.live = live;
        this.life = life;
    }

    /** What was found last, if anything. */
    static @Nullable ComparisonReport report(RegisteredGeneration generation) {
        String report = generation.verification();
        return report == null ? null : JSON.readValue(report, ComparisonReport.class);
    }

    void run(RegisteredGeneration generation) {
        live.shown()
                .flatMap(shown -> generations.find(shown.number()))
                .filter(shown -> shown.number() != generation.number())
                .map(shown -> comparison.of(generation, shown, () -> isStillWanted(generation)))
                .ifPresent(report -> life.verified(generation.number(), JSON.writeValueAsString(report)));
    }

    private boolean isStillWanted(RegisteredGeneration generation) {
        RegisteredGeneration now = generations.get(generation.number());
        return now.state() == GenerationState.FOLLOWING && !now.paused();
    }

    /** Nothing that differs becomes live by itself, nor before it was compared if that is wanted. */
    boolean permitsSwitch(RegisteredGeneration generation) {
        ComparisonReport report = report(generation);
        return !generation.verify() || report != null && report.result() == ComparisonReport.Result.EQUAL;
    }
}
