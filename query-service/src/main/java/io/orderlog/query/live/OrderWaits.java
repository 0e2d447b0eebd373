package io.orderlog.query.live;

import io.orderlog.query.live.EventFeed.Joined;
import io.orderlog.query.live.Interest.OneOrder;
import io.orderlog.query.live.Subscription.Next;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Waits for an order to change. */
@Component
class OrderWaits {

    private final EventFeed feed;
    private final LiveViews views;

    OrderWaits(EventFeed feed, LiveViews views) {
        this.feed = feed;
        this.views = views;
    }

    /** Returns when the live views have a later version, or no such order, when the time is up, or when the service stops. */
    void awaitAfter(UUID order, long version, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Joined joined = feed.join(new OneOrder(order));
        Subscription subscription = joined.subscription();
        try {
            while (isStill(order, version)) {
                switch (subscription.next(Duration.ofNanos(deadline - System.nanoTime()))) {
                    case Next.Events _,Next.Lost _ -> feed.rejoin(subscription);
                    case Next.Quiet _,Next.Ended _ -> {
                        return;
                    }
                }
            }
        } finally {
            feed.leave(subscription);
        }
    }

    private boolean isStill(UUID order, long version) {
        @Nullable
        Long current = views.versionOf(order);
        return current != null && current <= version;
    }
}
