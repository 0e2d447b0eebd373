package io.orderlog.query.history;

import io.orderlog.query.document.EventDocument;
import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.OrderIds;
import io.orderlog.query.web.Page;
import io.orderlog.query.web.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to an order. */
@RestController
@Tag(name = "History")
class HistoryController {

    private final HistoryRows rows;

    HistoryController(HistoryRows rows) {
        this.rows = rows;
    }

    @Operation(summary = "All events of an order, the first one first", description = "With the envelope and the place in the log of each, and the hashes that chain them.")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Only events with a higher version", example = "0", schema = @Schema(type = "integer", format = "int64", defaultValue = "0"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @GetMapping(path = "/orders/{id}/events", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Page<EventDocument>> events(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        Long after = parameters.number("after");
        int limit = parameters.limit();
        parameters.requireValid();
        UUID order = OrderIds.parse(id);
        List<HistoryRow> found =
                rows.findByOrderIdAndVersionGreaterThanOrderByVersion(order, after == null ? 0 : after, Limit.of(limit + 1));
        if (found.isEmpty() && !rows.existsByOrderId(order)) {
            throw NotFoundException.order();
        }
        List<HistoryRow> shown = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                shown.stream().map(HistoryRow::toDocument).toList(),
                found.size() == shown.size() ? null : next(order, shown.getLast(), given)).toResponse();
    }

    private static String next(UUID order, HistoryRow last, MultiValueMap<String, String> given) {
        return Page.address("/orders/" + order + "/events", given, "after", Long.toString(last.version));
    }
}
