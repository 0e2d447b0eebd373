package io.orderlog.query.live;

import io.orderlog.access.Client;
import io.orderlog.query.live.EventFeed.Joined;
import io.orderlog.query.live.Subscription.Delivery;
import io.orderlog.query.live.Subscription.Next;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Runs each stream on the thread of its request, from its beginning until the client goes away, its token expires, or the service stops.
 *
 * <p>A stream first reads from its own place up to where the feed was when it joined, and from there on takes what the feed delivers.
 * If it is too slow for that, it reads again from its own place. While the views cannot be read it stays open and waits.
 */
@Component
class EventStreams {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final EventFeed feed;
    private final LiveProperties properties;

    EventStreams(EventFeed feed, LiveProperties properties) {
        this.feed = feed;
        this.properties = properties;
    }

    void run(EventStream stream, HttpServletResponse response) throws InterruptedException {
        Joined joined = feed.join(stream.interest());
        Subscription subscription = joined.subscription();
        subscription.endAt(Client.knownUntil());
        try {
            EventWriter client = EventWriter.begin(response, properties.retry(), stream.id());
            Positions heads = joined.heads();
            while (catchUp(stream, heads, subscription, client) && follow(stream, subscription, client)) {
                heads = feed.rejoin(subscription);
            }
        } catch (IOException e) {
            log.debug("A client left its stream", e);
        } finally {
            feed.leave(subscription);
        }
    }

    /** @return whether the stream goes on */
    private boolean catchUp(EventStream stream, Positions feedHeads, Subscription subscription, EventWriter client)
            throws IOException, InterruptedException {
        Positions heads = feedHeads;
        while (true) {
            switch (progress(stream, heads, client)) {
                case CAUGHT_UP -> {
                    return true;
                }
                case MORE -> {
                    client.flush();
                    if (subscription.awaitEnd(Duration.ZERO)) {
                        return false;
                    }
                }
                case VIEWS_BEHIND -> {
                    if (client.silence().compareTo(properties.heartbeat()) >= 0) {
                        client.heartbeat(stream.id());
                    }
                    if (subscription.awaitEnd(properties.pollInterval())) {
                        return false;
                    }
                    heads = headsNow(subscription, heads);
                }
            }
        }
    }

    private Positions headsNow(Subscription subscription, Positions known) {
        try {
            return feed.rejoinBehind(subscription);
        } catch (DataAccessException e) {
            log.debug("A stream cannot read how far the views are", e);
            return known;
        }
    }

    private static EventStream.Progress progress(EventStream stream, Positions heads, EventWriter client) throws IOException {
        try {
            return stream.catchUp(heads, client);
        } catch (DataAccessException e) {
            log.debug("A stream cannot read the views", e);
            return EventStream.Progress.VIEWS_BEHIND;
        }
    }

    /** @return whether the stream has to catch up and goes on */
    private boolean follow(EventStream stream, Subscription subscription, EventWriter client) throws IOException, InterruptedException {
        while (true) {
            switch (subscription.next(properties.heartbeat().minus(client.silence()))) {
                case Next.Events(var deliveries) -> {
                    for (Delivery delivery : deliveries) {
                        if (!stream.take(delivery, client)) {
                            return true;
                        }
                    }
                    client.flush();
                }
                case Next.Quiet() -> {
                    feed.passed(subscription).ifPresent(stream::passed);
                    client.heartbeat(stream.id());
                }
                case Next.Lost() -> {
                    return true;
                }
                case Next.Ended() -> {
                    return false;
                }
            }
        }
    }
}
