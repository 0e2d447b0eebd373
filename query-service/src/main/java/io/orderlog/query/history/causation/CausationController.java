package io.orderlog.query.history.causation;

import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.OrderIds;
import io.orderlog.query.web.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What led to what. */
@RestController
@Tag(name = "Audit")
class CausationController {

    private final LinkSearch search;

    CausationController(LinkSearch search) {
        this.search = search;
    }

    @Operation(summary = "The tree of causes around an order", description = "What led to its events, what they led to, and what shares an outside cause with them, also on other orders: each cause before what it led to, which is one deeper. At most 1,000 events.")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "string", format = "uuid"))
    @GetMapping(path = "/audit/orders/{id}/causation", produces = MediaType.APPLICATION_JSON_VALUE)
    Causation causation(@PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        new QueryParameters(given).requireValid();
        UUID order = OrderIds.parse(id);
        LinkSearch.Found found = search.around(order);
        if (found.links().isEmpty()) {
            throw NotFoundException.order();
        }
        return Causation.of(order, found);
    }
}
