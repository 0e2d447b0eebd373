package io.orderlog.query.live;

import io.orderlog.query.web.InvalidParametersException;
import io.orderlog.query.web.QueryParameters;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream begins.
 *
 * @param lastEventId goes before the other; empty for a client that was never here
 */
record StreamStart(String lastEventId, From from) {

    private static final String HEADER = "Last-Event-ID";
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,16}");

    enum From {
        BEGINNING,
        NOW
    }

    static StreamStart parse(QueryParameters parameters, String lastEventId, From usual) {
        @Nullable
        From from = parameters.oneOf("from", From.class);
        return new StreamStart(lastEventId.strip(), from == null ? usual : from);
    }

    /** The version behind which an order's stream begins. */
    long version(long now) {
        if (lastEventId.isEmpty()) {
            return from == From.NOW ? now : 0;
        }
        if (!VERSION.matcher(lastEventId).matches()) {
            throw new InvalidParametersException(HEADER, "is not a version of the order, which the stream sends as id");
        }
        return Long.parseLong(lastEventId);
    }

    /** The place in the log where a stream of many orders begins. */
    Positions position(StreamPosition ids, Positions now) {
        if (lastEventId.isEmpty()) {
            return from == From.NOW ? now : Positions.BEGINNING;
        }
        try {
            return ids.decode(lastEventId);
        } catch (IllegalArgumentException e) {
            throw new InvalidParametersException(HEADER, String.valueOf(e.getMessage()));
        }
    }
}
