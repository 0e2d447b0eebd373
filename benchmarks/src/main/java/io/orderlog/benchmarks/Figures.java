package io.orderlog.benchmarks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the same load came to on each subject. */
record Figures(Map<Subject, Figure> bySubject) {

    Figure of(Subject subject) {
        @Nullable
        Figure figure = bySubject.get(subject);
        if (figure == null) {
            throw new IllegalArgumentException("Nothing was measured of " + subject.name());
        }
        return figure;
    }
}
