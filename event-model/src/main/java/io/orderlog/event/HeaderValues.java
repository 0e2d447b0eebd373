package io.orderlog.event;

import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The values of a record's headers that are ours, found in one pass, because {@link Headers#lastHeader} looks through all of them for each. */
final class HeaderValues {

    private static final String[] NAMES =
            Stream.concat(EventHeaders.HASHED.stream(), Stream.of(EventHeaders.TRACEPARENT)).toArray(String[]::new);

    private final byte[] @Nullable [] values = new byte[NAMES.length][];

    /** Of several headers with the same name the last one counts. */
    HeaderValues(Headers headers) {
        int expected = 0;
        for (Header header : headers) {
            int index = indexOf(header.key(), expected);
            if (index >= 0) {
                values[index] = header.value();
                expected = index + 1;
            }
        }
    }

    /** Quick where the headers stand in the order of the names. */
    private static int indexOf(String name, int expected) {
        for (int index = expected; index < NAMES.length; index++) {
            if (NAMES[index].equals(name)) {
                return index;
            }
        }
        for (int index = 0; index < expected; index++) {
            if (NAMES[index].equals(name)) {
                return index;
            }
        }
        return -1;
    }

    byte @Nullable [] get(String name) {
        return values[indexOf(name, 0)];
    }

    /** The values that the hash chain covers, in its order. */
    byte @Nullable [] hashed(int index) {
        return values[index];
    }
}
