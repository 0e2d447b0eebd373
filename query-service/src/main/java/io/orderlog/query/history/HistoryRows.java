package io.orderlog.query.history;

import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

interface HistoryRows extends Repository<HistoryRow, HistoryRow.Key>, JpaSpecificationExecutor<HistoryRow> {

    List<HistoryRow> findByOrderIdAndVersionGreaterThanOrderByVersion(UUID orderId, long version, Limit limit);

    boolean existsByOrderId(UUID orderId);

    @Query("select max(version) from HistoryRow where orderId = :orderId")
    @Nullable
    Long lastVersion(UUID orderId);

    @Query("select min(version) from HistoryRow where orderId = :orderId and recordedAt > :instant")
    Optional<Long> firstVersionRecordedAfter(UUID orderId, Instant instant);

    /** Row by row: an event may have megabytes, and an order thousands of them. */
    @QueryHints(@QueryHint(name = HibernateHints.HINT_FETCH_SIZE, value = "20"))
    Stream<HistoryRow> findByOrderIdAndVersionLessThanEqualOrderByVersion(UUID orderId, long version);
}
