package io.orderlog.query.consumer;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a server is away, and once that it is back, however many threads notice. */
final class Outage {

    private static final Logger log = LoggerFactory.getLogger(Outage.class);

    private final String server;
    private final AtomicBoolean away = new AtomicBoolean();

    Outage(String server) {
        this.server = server;
    }

    void failed(Exception e) {
        if (away.compareAndSet(false, true)) {
            log.warn("{} does not answer; the views wait for it: {}", server, firstLine(e));
        }
        log.debug("{} does not answer", server, e);
    }

    void answered() {
        if (away.get() && away.compareAndSet(true, false)) {
            log.info("{} answers again", server);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
    }
}
