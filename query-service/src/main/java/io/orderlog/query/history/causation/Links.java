package io.orderlog.query.history.causation;

import io.orderlog.query.history.HistoryRow;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface Links extends Repository<HistoryRow, HistoryRow.Key> {

    List<Link> findByOrderIdOrderByVersion(UUID orderId, Limit limit);

    List<Link> findByEventIdIn(Collection<UUID> eventIds, Limit limit);

    List<Link> findByCausationIdInOrderByRecordedAt(Collection<String> causationIds, Limit limit);

    List<Link> findByCorrelationIdInOrderByRecordedAt(Collection<String> correlationIds, Limit limit);
}
