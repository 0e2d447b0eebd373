package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PartitionEndsTest {

    private final List<CompletableFuture<Long>> questions = new ArrayList<>();
    private final PartitionEnds ends = new PartitionEnds(_ -> {
        questions.add(new CompletableFuture<>());
        return questions.getLast();
    });

    @Test
    void whoComesWhileAQuestionIsOnItsWaySharesTheNextOne() {
        var first = ends.end(3);
        var second = ends.end(3);
        var third = ends.end(3);
        assertThat(questions).hasSize(1);

        questions.get(0).complete(10L);
        assertThat(first).isCompletedWithValue(10L);
        assertThat(second).isNotDone();
        assertThat(questions).hasSize(2);

        questions.get(1).complete(12L);
        assertThat(second).isCompletedWithValue(12L);
        assertThat(third).isCompletedWithValue(12L);
        assertThat(questions).hasSize(2);
    }

    @Test
    void partitionsDoNotWaitForEachOther() {
        ends.end(3);
        var other = ends.end(4);

        questions.get(1).complete(1L);

        assertThat(other).isCompletedWithValue(1L);
    }

    @Test
    void aQuestionThatFailsIsPutAnewForWhoComesLater() {
        var first = ends.end(3);
        var second = ends.end(3);

        questions.get(0).completeExceptionally(new IllegalStateException("no leader"));
        questions.get(1).complete(5L);

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedWithValue(5L);
    }
}
