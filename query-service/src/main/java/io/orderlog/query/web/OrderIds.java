package io.orderlog.query.web;

import java.util.UUID;
import java.util.regex.Pattern;

/** Reads order ids strictly; {@link UUID#fromString} also takes abbreviations. */
public final class OrderIds {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private OrderIds() {}

    /** @throws InvalidParametersException if it is no UUID */
    public static UUID parse(String id) {
        if (!isUuid(id)) {
            throw new InvalidParametersException("id", "must be a UUID such as 0198c5f2-6a6e-7c39-9d0a-2f6f3f1d2a10");
        }
        return UUID.fromString(id);
    }

    static boolean isUuid(String text) {
        return UUID_TEXT.matcher(text).matches();
    }
}
