package io.orderlog.query.orders;

import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.OrderIds;
import io.orderlog.query.web.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Orders")
class OrderController {

    private final OrderDocuments documents;

    OrderController(OrderDocuments documents) {
        this.documents = documents;
    }

    @Operation(summary = "One order, whole, as it is now")
    @GetMapping(path = "/orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OrderDocument> order(
            @Parameter(example = "0198c5f2-6a6e-7c39-9d0a-2f6f3f1d2a10") @PathVariable String id,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        new QueryParameters(parameters).requireValid();
        OrderDocumentRow row = documents.findById(OrderIds.parse(id)).orElseThrow(NotFoundException::order);
        return ResponseEntity.ok()
                .eTag(Long.toString(row.version))
                .lastModified(row.updatedAt)
                .body(OrderDocument.of(row));
    }
}
