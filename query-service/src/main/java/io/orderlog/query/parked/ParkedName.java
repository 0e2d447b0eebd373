package io.orderlog.query.parked;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderlog.query.web.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/** How a path names what is parked: by the order's id, or, where the key of the records is none, by where the first one stands. */
sealed interface ParkedName {

    /** The key of an order's records is its id. */
    record OfOrder(UUID id) implements ParkedName {

        byte[] key() {
            return id.toString().getBytes(US_ASCII);
        }
    }

    record OfPlace(int partition, long offset) implements ParkedName {}

    Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    Pattern PLACE = Pattern.compile("([0-9]{1,6}):([0-9]{1,18})");

    /** @throws NotFoundException if it can name nothing */
    static ParkedName parse(String name) {
        if (ID.matcher(name).matches()) {
            return new OfOrder(UUID.fromString(name));
        }
        var place = PLACE.matcher(name);
        if (!place.matches()) {
            throw NotFoundException.parked();
        }
        return new OfPlace(Integer.parseInt(place.group(1)), Long.parseLong(place.group(2)));
    }

    /** The name of what has these records. */
    static String of(byte[] key, int partition, long firstOffset) {
        String text = new String(key, StandardCharsets.ISO_8859_1);
        return ID.matcher(text).matches() && UUID.fromString(text).toString().equals(text) ? text : partition + ":" + firstOffset;
    }
}
