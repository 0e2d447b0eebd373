package io.orderlog.query.history;

import io.orderlog.query.document.EventDocument;
import io.orderlog.query.web.Export;
import io.orderlog.query.web.Page;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened, over all orders. */
@RestController
class AuditController implements AuditApi {

    private final HistoryRows rows;
    private final HistoryQueries queries;

    AuditController(HistoryRows rows, HistoryQueries queries) {
        this.rows = rows;
        this.queries = queries;
    }

    @Override
    @GetMapping(path = "/audit/events", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Page<EventDocument>> events(@RequestParam MultiValueMap<String, String> given) {
        HistorySearch search = HistorySearch.page(given);
        List<HistoryRow> found = rows.findBy(search.toSpecification(),
                query -> query.limit(search.limit() + 1).all());
        List<HistoryRow> shown = found.subList(0, Math.min(search.limit(), found.size()));
        return new Page<>(
                shown.stream().map(HistoryRow::toDocument).toList(),
                found.size() == shown.size() ? null : next(search, shown.getLast(), given)).toResponse();
    }

    @Override
    @GetMapping(path = "/audit/events/export", produces = {Export.CSV, Export.NDJSON})
    public Export<HistoryRow, EventDocument> export(@RequestParam MultiValueMap<String, String> given) {
        HistorySearch search = HistorySearch.whole(given);
        return new Export<>("events", () -> queries.all(search), HistoryRow::toDocument, HistoryExport.COLUMNS);
    }

    private static String next(HistorySearch search, HistoryRow last, MultiValueMap<String, String> given) {
        return Page.address("/audit/events", given, "cursor", HistorySort.cursorAfter(last).encode(search.question()));
    }
}
