package io.orderlog.command.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Has the lines of a batch that carry one idempotency key placed in their order, so that the first one wins; others do not wait. */
final class LineOrder {

    private final Map<String, Place> lastOfKey = new ConcurrentHashMap<>();
    private @Nullable Place last;

    /** The place of the next line; to be asked for in the order of the lines, by one thread. */
    Place next() {
        Place place = new Place(last);
        last = place;
        return place;
    }

    /** Closed when the line is done with, whatever became of it. */
    final class Place implements AutoCloseable {

        private final CountDownLatch keyIsKnown = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable Place before;
        private @Nullable String key;

        private Place(@Nullable Place before) {
            this.before = before;
        }

        /** Waits until the keys of all lines before are known, and the lines among them that have this key are done. */
        void awaitTurn(@Nullable String idempotencyKey) throws InterruptedException {
            if (before != null) {
                before.keyIsKnown.await();
                // Else every line would keep all lines before it in memory.
                before = null;
            }
            key = idempotencyKey;
            Place sameKey = key == null ? null : lastOfKey.put(key, this);
            keyIsKnown.countDown();
            if (sameKey != null) {
                sameKey.done.await();
            }
        }

        @Override
        public void close() throws InterruptedException {
            if (keyIsKnown.getCount() > 0) {
                awaitTurn(null);
            }
            if (key != null) {
                lastOfKey.remove(key, this);
            }
            done.countDown();
        }
    }
}
