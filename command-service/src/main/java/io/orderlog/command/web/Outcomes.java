package io.orderlog.command.web;

import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The outcomes of a batch on their way to its client, in the order of the lines. */
final class Outcomes {

    private static final Future<byte[]> END = CompletableFuture.completedFuture(new byte[0]);

    private final BlockingQueue<Future<byte[]>> waiting = new LinkedBlockingQueue<>();
    private final BodyMemory.Share share;

    /** @param share of the memory, for all that wait */
    Outcomes(BodyMemory.Share share) {
        this.share = share;
    }

    void add(Future<byte[]> outcome) {
        waiting.add(outcome);
    }

    /** To be called when an outcome is there, which then takes up memory until it is written. */
    byte[] counted(byte[] outcome) {
        share.add(outcome.length);
        return outcome;
    }

    /** No more are to come. */
    void end() {
        waiting.add(END);
    }

    /** Writes until the end, and what is there as soon as the next one is not. */
    @Nullable
    Void write(OutputStream output) throws Exception {
        for (Future<byte[]> outcome = waiting.take(); outcome != END; outcome = waiting.take()) {
            if (!outcome.isDone()) {
                output.flush();
            }
            byte[] line = outcome.get();
            output.write(line);
            share.add(-line.length);
        }
        output.flush();
        return null;
    }
}
