package io.orderlog.query.history;

import io.orderlog.query.document.EventDocument;
import io.orderlog.query.web.Export.Column;
import java.util.List;

/** The columns of events as CSV: those of a list, one for one. */
final class HistoryExport {

    static final List<Column<EventDocument>> COLUMNS = List.of(
            new Column<>("id", EventDocument::id),
            new Column<>("orderId", EventDocument::orderId),
            new Column<>("customerId", EventDocument::customerId),
            new Column<>("type", EventDocument::type),
            new Column<>("version", EventDocument::version),
            new Column<>("recordedAt", EventDocument::recordedAt),
            new Column<>("effectiveAt", EventDocument::effectiveAt),
            new Column<>("actor", EventDocument::actor),
            new Column<>("source", EventDocument::source),
            new Column<>("correlationId", EventDocument::correlationId),
            new Column<>("causationId", EventDocument::causationId),
            new Column<>("idempotencyKey", EventDocument::idempotencyKey),
            new Column<>("requestFingerprint", EventDocument::requestFingerprint),
            new Column<>("traceparent", EventDocument::traceparent),
            new Column<>("previousHash", EventDocument::previousHash),
            new Column<>("hash", EventDocument::hash),
            new Column<>("partition", event -> event.position().partition()),
            new Column<>("offset", event -> event.position().offset()),
            new Column<>("data", EventDocument::data),
            new Column<>("skipped", EventDocument::skipped),
            new Column<>("dataBase64", EventDocument::dataBase64));

    private HistoryExport() {}
}
