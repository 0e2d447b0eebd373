package io.orderlog.query.history;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The events of one order, for those who fold or check them. */
@Component
public class OrderHistory {

    private final HistoryRows rows;
    private final EntityManager entities;

    OrderHistory(HistoryRows rows, EntityManager entities) {
        this.rows = rows;
        this.entities = entities;
    }

    /** @return 0 if there is no such order */
    @Transactional(readOnly = true)
    public long lastVersion(UUID order) {
        Long last = rows.lastVersion(order);
        return last == null ? 0 : last;
    }

    /** The first version that was recorded after the instant; empty if none was, or there is no such order. */
    @Transactional(readOnly = true)
    public Optional<Long> firstVersionRecordedAfter(UUID order, Instant instant) {
        return rows.firstVersionRecordedAfter(order, instant);
    }

    /** Hands over the events up to a version, the first one first; only few are in memory at once. */
    @Transactional(readOnly = true)
    public void forEach(UUID order, long upTo, Consumer<StoredEvent> action) {
        try (Stream<HistoryRow> found = rows.findByOrderIdAndVersionLessThanEqualOrderByVersion(order, upTo)) {
            found.forEach(row -> {
                action.accept(row.toStoredEvent());
                entities.detach(row);
            });
        }
    }
}
