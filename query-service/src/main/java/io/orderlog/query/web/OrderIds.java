package io.orderlog.query.web;

import java.util.UUID;
import java.util.regex.Pattern;

/** Reads order ids strictly; {@link UUID#fromString} also takes abbreviations. */
public final class OrderIds {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private OrderIds() {}

    /** @throws NotFoundException if it is no UUID, for then it names no order */
    public static UUID parse(String id) {
        if (!isUuid(id)) {
            throw NotFoundException.malformed();
        }
        return UUID.fromString(id);
    }

    public static boolean isUuid(String text) {
        return UUID_TEXT.matcher(text).matches();
    }
}
