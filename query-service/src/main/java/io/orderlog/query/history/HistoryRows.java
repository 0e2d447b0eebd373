package io.orderlog.query.history;

import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface HistoryRows extends Repository<HistoryRow, HistoryRow.Key> {

    List<HistoryRow> findByOrderIdAndVersionGreaterThanOrderByVersion(UUID orderId, long version, Limit limit);

    boolean existsByOrderId(UUID orderId);
}
