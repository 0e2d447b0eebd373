package io.orderlog.query.rebuild;

import io.orderlog.query.projection.OrderRewriter.Rewritten;
import java.util.List;
import java.util.UUID;

/**
 * What became of one order that was rebuilt alone.
 *
 * @param leftIn generations in which it could not be done now: to be rebuilt there again
 */
record OrderRebuild(UUID order, int partition, List<InGeneration> generations, List<Integer> leftIn) {

    /**
     * In one generation.
     *
     * @param events how many were written again
     * @param sumsInDoubt the order was stored otherwise than its events make it: if any came after that, sums may have been led astray
     * @param parked how many of its records are kept aside still
     */
    record InGeneration(int generation, int events, boolean sumsInDoubt, int parked) {

        static InGeneration of(int generation, Rewritten rewritten) {
            return new InGeneration(generation, rewritten.events(), rewritten.sumsInDoubt(), rewritten.parked());
        }
    }
}
