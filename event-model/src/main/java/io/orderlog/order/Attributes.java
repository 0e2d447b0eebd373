package io.orderlog.order;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Free-form attributes, kept sorted so that equal attributes are equal bytes. */
final class Attributes {

    private Attributes() {}

    /** @param attributes {@code null} where the JSON leaves them out */
    static Map<String, String> sorted(@Nullable Map<String, String> attributes) {
        return attributes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
    }
}
