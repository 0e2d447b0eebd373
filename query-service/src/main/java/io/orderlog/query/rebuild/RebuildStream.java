package io.orderlog.query.rebuild;

import io.orderlog.access.Client;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What happens to a generation, as server-sent events: one whenever something has changed, a comment when nothing has for a while, and
 * the end of the stream once nothing will happen any more by itself.
 */
@Component
class RebuildStream {

    private static final Logger log = LoggerFactory.getLogger(RebuildStream.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int SILENT_PAUSES = 10;
    private static final long NO_TIMEOUT = 0;

    private final Rebuilds rebuilds;
    private volatile boolean closing;

    RebuildStream(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    /** A stream that goes on would hold up the shutdown, which waits for requests. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    SseEmitter of(int number) {
        RebuildDocument first = rebuilds.one(number);
        SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
        Instant end = Client.knownUntil();
        var ended = new EndOfStream(emitter);
        Thread.ofVirtual().name("rebuild-events").start(() -> send(first, emitter, ended, end));
        return emitter;
    }

    private void send(RebuildDocument first, SseEmitter emitter, EndOfStream ended, Instant end) {
        try {
            emitter.send(event(first));
            follow(first, emitter, ended, end);
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            log.debug("Who followed generation {} went away", first.number(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        }
    }

    private void follow(RebuildDocument first, SseEmitter emitter, EndOfStream ended, Instant end)
            throws IOException, InterruptedException {
        int silent = 0;
        for (RebuildDocument last = first; !last.isAtRest() && !closing && Instant.now().isBefore(end);) {
            if (ended.within(PAUSE)) {
                return;
            }
            RebuildDocument now = now(first.number());
            if (now != null && !now.equals(last)) {
                emitter.send(event(now));
                last = now;
                silent = 0;
            } else if (++silent % SILENT_PAUSES == 0) {
                emitter.send(SseEmitter.event().comment("nothing new"));
            }
        }
    }

    /** @return {@code null} while Postgres is away */
    private @Nullable RebuildDocument now(int number) {
        try {
            return rebuilds.one(number);
        } catch (DataAccessException | TransactionException e) {
            return null;
        }
    }

    private static SseEmitter.SseEventBuilder event(RebuildDocument document) {
        return SseEmitter.event().name("rebuild").data(document, MediaType.APPLICATION_JSON);
    }
}
