package io.orderlog.query.orders;

import io.orderlog.query.document.OrderDocument;
import io.orderlog.query.web.Conditions;
import io.orderlog.query.web.Export;
import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.OrderIds;
import io.orderlog.query.web.Page;
import io.orderlog.query.web.QueryParameters;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The orders as they are; as they were, they are asked for with a parameter that says when. */
@RestController
class OrderController implements OrderApi {

    private final OrderDocuments documents;
    private final OrderRows rows;
    private final OrderQueries queries;

    OrderController(OrderDocuments documents, OrderRows rows, OrderQueries queries) {
        this.documents = documents;
        this.rows = rows;
        this.queries = queries;
    }

    @Override
    @GetMapping(path = "/orders/{id}", params = {"!version", "!at", "!effectiveAt"}, produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<OrderDocument> order(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters, HttpMethod method,
            @RequestHeader HttpHeaders headers) {
        new QueryParameters(parameters).requireValid();
        UUID order = OrderIds.parse(id);
        Conditions conditions = Conditions.of(headers);
        if (method.equals(HttpMethod.HEAD) || !conditions.isEmpty()) {
            OrderVersion version = documents.findVersionById(order).orElseThrow(NotFoundException::order);
            if (conditions.areMetBy(version.tag(), version.updatedAt())) {
                return answer(HttpStatus.NOT_MODIFIED, version).build();
            }
            if (method.equals(HttpMethod.HEAD)) {
                return answer(HttpStatus.OK, version).contentType(MediaType.APPLICATION_JSON).build();
            }
        }
        OrderDocumentRow row = documents.findById(order).orElseThrow(NotFoundException::order);
        return answer(HttpStatus.OK, new OrderVersion(row.version, row.updatedAt)).body(row.toDocument());
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, OrderVersion version) {
        return ResponseEntity.status(status).eTag(version.tag()).lastModified(version.updatedAt());
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

    @Override
    @GetMapping(path = "/orders/facets", produces = MediaType.APPLICATION_JSON_VALUE)
    public OrderFacets facets(@RequestParam MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        OrderFilter filter = OrderFilter.read(parameters);
        parameters.requireValid();
        return queries.facets(filter);
    }

    @Override
    @GetMapping(path = "/orders/export", produces = {Export.CSV, Export.NDJSON})
    public Export<OrderRow, OrderSummary> export(@RequestParam MultiValueMap<String, String> parameters) {
        OrderSearch search = OrderSearch.parseWhole(parameters);
        return new Export<>("orders", () -> queries.all(search), OrderSummary::of, OrderExport.COLUMNS);
    }

    private static String next(OrderSearch search, OrderRow last, MultiValueMap<String, String> parameters) {
        return Page.address("/orders", parameters, "cursor", search.sort().cursorAfter(last).encode(search.question()));
    }
}
