package io.orderlog.command.log;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/**
 * Where partitions end, asked for all who want to know at the same time at once. Nobody gets an answer to a question that was put before
 * he came, because it could lack what was appended in between.
 */
final class PartitionEnds {

    private final IntFunction<CompletionStage<Long>> question;
    private final Set<Integer> asked = new HashSet<>();
    private final Map<Integer, CompletableFuture<Long>> next = new HashMap<>();

    /** @param question asks for the end of a partition */
    PartitionEnds(IntFunction<CompletionStage<Long>> question) {
        this.question = question;
    }

    /** @return the end of the partition at some moment after this call */
    CompletableFuture<Long> end(int partition) {
        CompletableFuture<Long> answer;
        synchronized (this) {
            answer = next.computeIfAbsent(partition, _ -> new CompletableFuture<>());
        }
        askForWhoWaits(partition);
        return answer;
    }

    private void askForWhoWaits(int partition) {
        CompletableFuture<Long> answer;
        synchronized (this) {
            if (!next.containsKey(partition) || !asked.add(partition)) {
                return;
            }
            answer = next.remove(partition);
        }
        ask(partition).whenComplete((end, failure) -> {
            synchronized (this) {
                asked.remove(partition);
            }
            if (failure == null) {
                answer.complete(end);
            } else {
                answer.completeExceptionally(failure);
            }
            askForWhoWaits(partition);
        });
    }

    private CompletionStage<Long> ask(int partition) {
        try {
            return question.apply(partition);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
