package io.orderlog.order;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Free-form attributes, kept sorted so that equal attributes are equal bytes. */
final class Attributes {

    private Attributes() {}

    static Map<String, String> sorted(Map<String, String> attributes) {
        return attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
}
