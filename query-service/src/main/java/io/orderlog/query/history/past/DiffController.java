package io.orderlog.query.history.past;

import io.orderlog.query.history.OrderHistory;
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

/** What changed in an order, by which event and whom. */
@RestController
@Tag(name = "Audit")
class DiffController {

    /** What one answer takes: each may have changed thousands of lines. */
    private static final int MOST_VERSIONS = 1000;

    private final OrderHistory history;

    DiffController(OrderHistory history) {
        this.history = history;
    }

    @Operation(summary = "What changed in an order, field by field, by which event and whom", description = "From one version to another: all together, and event by event.")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "A version; 0 is before there was an order", schema = @Schema(type = "integer", format = "int64", defaultValue = "0"))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "A later version, at most 1,000 later; by itself the last one", schema = @Schema(type = "integer", format = "int64"))
    @GetMapping(path = "/audit/orders/{id}/diff", produces = MediaType.APPLICATION_JSON_VALUE)
    OrderDiff diff(@PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        Long wantedFrom = parameters.number("from");
        Long wantedTo = parameters.number("to");
        parameters.requireValid();
        UUID order = OrderIds.parse(id);
        long last = history.lastVersion(order);
        if (last == 0) {
            throw NotFoundException.order();
        }
        long from = wantedFrom == null ? 0 : wantedFrom;
        long to = wantedTo == null ? last : wantedTo;
        if (Math.max(from, to) > last) {
            throw NotFoundException.order("The order has no version %d, or it is not in the views yet.".formatted(Math.max(from, to)));
        }
        if (from > to) {
            parameters.reject("from", "must not be above " + (wantedTo == null ? "the last version" : "to"));
        } else if (to - from > MOST_VERSIONS) {
            parameters.reject("to", "must be at most from + %d; the order has %d versions".formatted(MOST_VERSIONS, last));
        }
        parameters.requireValid();
        DiffReplay replay = new DiffReplay(from);
        history.forEach(order, to, replay);
        return replay.diff(order, to);
    }
}
