package io.orderlog.query.live;

import io.orderlog.query.live.LiveViews.Read;
import io.orderlog.query.live.Subscription.Delivery;
import io.orderlog.query.projection.ViewsProgress;
import io.orderlog.query.web.UnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reads what is new in the live views once for all who wait in this instance.
 *
 * <p>A subscriber is given a place in the log: what comes behind it is delivered, what is before it the subscriber reads by itself.
 * The place never goes back, also when another generation becomes live that is behind: the feed then waits until that one has caught
 * up, so that nothing is told twice. The number of what was released last may go back, and whoever knows a number already passes over it. What this instance projects wakes the feed at once; what others project it finds by looking.
 */
@Component
class EventFeed implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventFeed.class);

    private final LiveViews views;
    private final ViewsProgress progress;
    private final LiveProperties properties;

    private final ReentrantLock lock = new ReentrantLock();
    private final Subscriptions subscriptions = new Subscriptions();
    /** Everything before this place has been delivered. A new object whenever it changes, which tells a reader that it is outdated. */
    private Positions heads = Positions.BEGINNING;
    private boolean watching;
    private boolean stopping;
    private volatile boolean running;

    EventFeed(LiveViews views, ViewsProgress progress, LiveProperties properties) {
        this.views = views;
        this.progress = progress;
        this.properties = properties;
    }

    /** @param heads everything that concerns the subscriber behind this place is delivered to it */
    record Joined(Subscription subscription, Positions heads) {}

    /** @throws UnavailableException if the service is stopping, or as many wait already as may */
    Joined join(Interest interest) {
        lock.lock();
        try {
            if (stopping) {
                throw new UnavailableException("This instance is stopping.");
            }
            if (subscriptions.count() >= properties.most()) {
                throw new UnavailableException("As many wait for changes here as may.");
            }
            if (subscriptions.count() == 0) {
                heads = views.heads().positions();
            }
            Subscription subscription = new Subscription(interest, properties.buffer());
            subscriptions.add(subscription);
            if (!watching) {
                watching = true;
                Thread.ofVirtual().name("live-feed").start(this::watch);
            }
            return new Joined(subscription, heads);
        } finally {
            lock.unlock();
        }
    }

    /** After events were left out: everything behind the place that is answered will be delivered. */
    Positions rejoin(Subscription subscription) {
        lock.lock();
        try {
            subscription.restart();
            return heads;
        } finally {
            lock.unlock();
        }
    }

    /**
     * As {@link #rejoin}, for one who waits for what the views do not have: of what was released, those that were live before may have had
     * more. Whoever was told of it already knows that by its number.
     */
    Positions rejoinBehind(Subscription subscription) {
        long released = views.lastReleased();
        lock.lock();
        try {
            if (released < heads.released()) {
                heads = heads.withReleased(released);
            }
            return rejoin(subscription);
        } finally {
            lock.unlock();
        }
    }

    /** The place before which there is nothing left for the subscriber; empty if something waits for it. */
    Optional<Positions> passed(Subscription subscription) {
        lock.lock();
        try {
            return subscription.isQuiet() ? Optional.of(heads) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void leave(Subscription subscription) {
        lock.lock();
        try {
            subscriptions.remove(subscription);
        } finally {
            lock.unlock();
        }
    }

    int subscribers() {
        lock.lock();
        try {
            return subscriptions.count();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        boolean away = false;
        for (Optional<Positions> known = wanted(); known.isPresent(); known = wanted()) {
            Map<Integer, Long> projected = progress.nextOffsets();
            try {
                List<Read> reads = views.moved(known.get());
                away = false;
                if (reads.isEmpty()) {
                    progress.awaitMoved(projected, properties.pollInterval());
                } else {
                    deliver(known.get(), reads);
                }
            } catch (DataAccessException e) {
                if (!away) {
                    log.info("The views cannot be read: those who wait for events are told when they can be again");
                    log.debug("The views cannot be read", e);
                }
                away = true;
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Where to go on; empty, and the watch is over, when nobody waits any more. */
    private Optional<Positions> wanted() {
        lock.lock();
        try {
            watching = subscriptions.count() > 0 && !stopping;
            return watching ? Optional.of(heads) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Positions known, List<Read> reads) {
        lock.lock();
        try {
            if (heads != known) {
                return;
            }
            Positions reached = known;
            for (Read read : reads) {
                reached = read.isLate() ? deliverLate(reached, read) : deliver(reached, read);
            }
            heads = reached;
        } finally {
            lock.unlock();
        }
    }

    private Positions deliverLate(Positions known, Read read) {
        Positions reached = known;
        for (LiveEvent event : read.events()) {
            reached = reached.withReleased(event.released());
            subscriptions.deliver(new Delivery(event, reached, true));
        }
        return reached;
    }

    /** What was released and not told yet is told late to all, so that nobody is told twice. */
    private Positions deliver(Positions known, Read read) {
        Positions reached = known;
        for (LiveEvent event : read.events()) {
            reached = reached.with(read.partition(), event.offset() + 1);
            if (event.released() <= known.released()) {
                subscriptions.deliver(new Delivery(event, reached, false));
            }
        }
        return reached.with(read.partition(), read.to());
    }

    private void pause() {
        try {
            Thread.sleep(properties.pollInterval());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server stops, which waits for all answers: clients connect again elsewhere. */
    @Override
    public void stop() {
        lock.lock();
        try {
            stopping = true;
            subscriptions.forEach(Subscription::end);
        } finally {
            lock.unlock();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
