package io.orderlog.query.live;

import io.orderlog.query.live.Subscription.Delivery;
import java.io.IOException;

/** What one stream has sent, and what comes next in it. */
sealed interface EventStream permits OrderStream, MatchingStream {

    /** What came of reading on from the stream's own place. */
    enum Progress {
        /** What was delivered comes next. */
        CAUGHT_UP,
        /** There is more to read. */
        MORE,
        /** The views are not as far as the stream needs them: another generation became live that is behind. */
        VIEWS_BEHIND
    }

    Interest interest();

    /** The id that the stream is resumed with. */
    String id();

    /** Reads a bounded number of events from the views and sends them. */
    Progress catchUp(Positions heads, EventWriter client) throws IOException;

    /** @return whether it fitted; otherwise the stream has to catch up */
    boolean take(Delivery delivery, EventWriter client) throws IOException;

    /** Nothing before this place is still to be sent. */
    void passed(Positions heads);
}
