package io.orderlog.query.live;

import io.orderlog.query.live.Interest.OneOrder;
import io.orderlog.query.live.Subscription.Delivery;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** The events of one order, named by its versions, which have no gaps. */
final class OrderStream implements EventStream {

    private final LiveViews views;
    private final UUID order;
    private long version;

    /** @param version of the last event that was sent */
    OrderStream(LiveViews views, UUID order, long version) {
        this.views = views;
        this.order = order;
        this.version = version;
    }

    @Override
    public Interest interest() {
        return new OneOrder(order);
    }

    @Override
    public String id() {
        return Long.toString(version);
    }

    @Override
    public Progress catchUp(Positions heads, EventWriter client) throws IOException {
        List<LiveEvent> events = views.eventsOf(order, version);
        for (LiveEvent event : events) {
            send(event, client);
        }
        return events.isEmpty() ? Progress.CAUGHT_UP : Progress.MORE;
    }

    @Override
    public boolean take(Delivery delivery, EventWriter client) throws IOException {
        LiveEvent event = delivery.event();
        if (event.version() > version + 1) {
            return false;
        }
        if (event.version() == version + 1) {
            send(event, client);
        }
        return true;
    }

    private void send(LiveEvent event, EventWriter client) throws IOException {
        version = event.version();
        client.event(id(), event);
    }

    @Override
    public void passed(Positions heads) {}
}
