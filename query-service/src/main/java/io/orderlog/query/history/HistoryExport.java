package io.orderlog.query.history;

import io.orderlog.query.web.Export.Column;
import java.util.List;

/** The columns of events as CSV: those of a list, one for one. */
final class HistoryExport {

    static final List<Column<HistoryEvent>> COLUMNS = List.of(
            new Column<>("id", HistoryEvent::id),
            new Column<>("orderId", HistoryEvent::orderId),
            new Column<>("customerId", HistoryEvent::customerId),
            new Column<>("type", HistoryEvent::type),
            new Column<>("version", HistoryEvent::version),
            new Column<>("recordedAt", HistoryEvent::recordedAt),
            new Column<>("effectiveAt", HistoryEvent::effectiveAt),
            new Column<>("actor", HistoryEvent::actor),
            new Column<>("source", HistoryEvent::source),
            new Column<>("correlationId", HistoryEvent::correlationId),
            new Column<>("causationId", HistoryEvent::causationId),
            new Column<>("idempotencyKey", HistoryEvent::idempotencyKey),
            new Column<>("requestFingerprint", HistoryEvent::requestFingerprint),
            new Column<>("traceparent", HistoryEvent::traceparent),
            new Column<>("previousHash", HistoryEvent::previousHash),
            new Column<>("hash", HistoryEvent::hash),
            new Column<>("partition", event -> event.position().partition()),
            new Column<>("offset", event -> event.position().offset()),
            new Column<>("data", HistoryEvent::data),
            new Column<>("skipped", HistoryEvent::skipped),
            new Column<>("dataBase64", HistoryEvent::dataBase64));

    private HistoryExport() {}
}
