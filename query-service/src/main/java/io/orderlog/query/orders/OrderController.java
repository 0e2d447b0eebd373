package io.orderlog.query.orders;

import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.OrderIds;
import io.orderlog.query.web.Page;
import io.orderlog.query.web.QueryParameters;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The orders as they are. */
@RestController
class OrderController implements OrderApi {

    private final OrderDocuments documents;
    private final OrderRows rows;

    OrderController(OrderDocuments documents, OrderRows rows) {
        this.documents = documents;
        this.rows = rows;
    }

    @Override
    @GetMapping(path = "/orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<OrderDocument> order(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        new QueryParameters(parameters).requireValid();
        OrderDocumentRow row = documents.findById(OrderIds.parse(id)).orElseThrow(NotFoundException::order);
        return ResponseEntity.ok()
                .eTag(Long.toString(row.version))
                .lastModified(row.updatedAt)
                .body(OrderDocument.of(row));
    }

    @Override
    @GetMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Page<OrderSummary>> orders(@RequestParam MultiValueMap<String, String> parameters) {
        OrderSearch search = OrderSearch.parse(parameters);
        List<OrderRow> found = rows.findBy(search.toSpecification(),
                query -> query.sortBy(search.sort().toSort()).limit(search.limit() + 1).all());
        List<OrderRow> shown = found.subList(0, Math.min(search.limit(), found.size()));
        return new Page<>(
                shown.stream().map(OrderSummary::of).toList(),
                found.size() == shown.size() ? null : next(search, shown.getLast(), parameters)).toResponse();
    }

    private static String next(OrderSearch search, OrderRow last, MultiValueMap<String, String> parameters) {
        return Page.address("/orders", parameters, "cursor", search.sort().cursorAfter(last).encode(search.question()));
    }
}
