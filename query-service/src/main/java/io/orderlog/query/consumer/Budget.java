package io.orderlog.query.consumer;

/** So much may be spent in a second; what is spent beyond it has to be waited for. */
final class Budget {

    private static final double SECOND = 1e9;

    private long free = System.nanoTime();

    /**
     * Spends it now.
     *
     * @param perSecond positive; may be infinite
     * @return for how many nanoseconds the caller should have waited before; what was spent earlier decides
     */
    synchronized long spend(double amount, double perSecond) {
        long now = System.nanoTime();
        long wait = Math.max(0, free - now);
        free = now + wait + (long) (amount / perSecond * SECOND);
        return wait;
    }
}
