package io.orderlog.embedded.testing;

import java.util.Locale;

/** Where the servers of the tests run, as {@code -Dorderlog.test.servers=containers} or {@code embedded} says; by itself embedded. */
enum TestServers {
    EMBEDDED,
    CONTAINERS;

    static TestServers chosen() {
        return valueOf(System.getProperty("orderlog.test.servers", "embedded").toUpperCase(Locale.ROOT));
    }
}
