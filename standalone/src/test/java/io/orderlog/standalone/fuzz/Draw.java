package io.orderlog.standalone.fuzz;

import java.util.List;
import java.util.Random;

/** The dice of one request: the same seed and number give the same request again. */
final class Draw {

    private final Random random;

    Draw(long seed, long number) {
        this.random = new Random(seed * 1_000_003 + number);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return below(times) == 0;
    }

    <T> T of(List<T> all) {
        return all.get(below(all.size()));
    }
}
