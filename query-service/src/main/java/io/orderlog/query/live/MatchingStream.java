package io.orderlog.query.live;

import io.orderlog.query.live.Interest.Matching;
import io.orderlog.query.live.LiveViews.Read;
import io.orderlog.query.live.Subscription.Delivery;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Events of many orders, of each partition in the order of the log, named by places in the log. */
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

    private void send(Read read, EventWriter client) throws IOException {
        for (LiveEvent event : read.events()) {
            position = position.with(read.partition(), event.offset() + 1);
            client.event(id(), event);
        }
        position = position.with(read.partition(), read.to());
    }

    @Override
    public boolean take(Delivery delivery, EventWriter client) throws IOException {
        LiveEvent event = delivery.event();
        boolean sent = event.offset() < position.next(event.partition());
        position = position.max(delivery.after());
        if (!sent) {
            client.event(id(), event);
        }
        return true;
    }

    @Override
    public void passed(Positions heads) {
        position = position.max(heads);
    }
}
