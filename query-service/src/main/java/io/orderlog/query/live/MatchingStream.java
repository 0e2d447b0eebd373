package io.orderlog.query.live;

import io.orderlog.query.live.Interest.Matching;
import io.orderlog.query.live.LiveViews.Read;
import io.orderlog.query.live.Subscription.Delivery;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of many orders, of each partition in the order of the log, named by places in the log. Those of an order that was parked when
 * the stream passed them come when it is released.
 */
final class MatchingStream implements EventStream {

    private final LiveViews views;
    private final Matching interest;
    private final StreamPosition ids;
    /** Everything before it was sent, and nothing behind it. */
    private Positions position;

    MatchingStream(LiveViews views, Matching interest, StreamPosition ids, Positions position) {
        this.views = views;
        this.interest = interest;
        this.ids = ids;
        this.position = position;
    }

    @Override
    public Interest interest() {
        return interest;
    }

    @Override
    public String id() {
        return ids.encode(position);
    }

    @Override
    public Progress catchUp(Positions heads, EventWriter client) throws IOException {
        if (position.released() < heads.released()) {
            List<LiveEvent> released = views.released(position.released(), heads.released());
            sendReleased(released, client);
            return released.isEmpty() ? Progress.VIEWS_BEHIND : Progress.MORE;
        }
        boolean behind = false;
        for (var head : heads.next().entrySet()) {
            int partition = head.getKey();
            long from = position.next(partition);
            if (from < head.getValue()) {
                @Nullable
                Read read = views.between(partition, from, head.getValue(), interest);
                if (read != null && read.to() > from) {
                    send(read, client);
                    return Progress.MORE;
                }
                behind = true;
            }
        }
        return behind ? Progress.VIEWS_BEHIND : Progress.CAUGHT_UP;
    }

    /** Those whose places are still to come are sent there. */
    private void sendReleased(List<LiveEvent> released, EventWriter client) throws IOException {
        for (LiveEvent event : released) {
            position = position.withReleased(event.released());
            if (hasPassed(event) && interest.concerns(event)) {
                client.event(id(), event);
            }
        }
    }

    private boolean hasPassed(LiveEvent event) {
        return event.offset() < position.next(event.partition());
    }

    /** What was released since is sent late. */
    private void send(Read read, EventWriter client) throws IOException {
        for (LiveEvent event : read.events()) {
            position = position.with(read.partition(), event.offset() + 1);
            if (event.released() <= position.released()) {
                client.event(id(), event);
            }
        }
        position = position.with(read.partition(), read.to());
    }

    @Override
    public boolean take(Delivery delivery, EventWriter client) throws IOException {
        LiveEvent event = delivery.event();
        boolean due = delivery.late() ? hasPassed(event) && event.released() > position.released() : !hasPassed(event);
        position = position.max(delivery.after());
        if (due) {
            client.event(id(), event);
        }
        return true;
    }

    @Override
    public void passed(Positions heads) {
        position = position.max(heads);
    }
}
