package io.orderlog.query.history;

import io.orderlog.query.document.EventDocument;
import io.orderlog.query.web.Export;
import io.orderlog.query.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;

/** What OpenAPI says of the search in the history. */
@Tag(name = "Audit")
interface AuditApi {

    @Operation(summary = "The events that match all filters, of all orders", description = "Page by page: `next` is the address of the next page. Events that arrive meanwhile neither repeat nor hide others.")
    @Parameter(name = "order", in = ParameterIn.QUERY, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "customer", in = ParameterIn.QUERY, description = "Of the order", example = "17850", schema = @Schema(type = "string"))
    @Parameter(name = "type", in = ParameterIn.QUERY, example = "orderlog.order.placed.v1", schema = @Schema(type = "string"))
    @Parameter(name = "actor", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "correlationId", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "causationId", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "recordedFrom", in = ParameterIn.QUERY, description = "Inclusive; an instant, or a day in UTC", schema = @Schema(type = "string"))
    @Parameter(name = "recordedTo", in = ParameterIn.QUERY, description = "Exclusive; an instant, or a day in UTC", schema = @Schema(type = "string"))
    @Parameter(name = "effectiveFrom", in = ParameterIn.QUERY, description = "When it happened; inclusive", example = "2010-12-01", schema = @Schema(type = "string"))
    @Parameter(name = "effectiveTo", in = ParameterIn.QUERY, description = "When it happened; exclusive", schema = @Schema(type = "string"))
    @Parameter(name = "text", in = ParameterIn.QUERY, description = "Words that all must begin some word of the event's texts", example = "white lantern", schema = @Schema(type = "string"))
    @Parameter(name = "sort", in = ParameterIn.QUERY, schema = @Schema(type = "string", defaultValue = "-recordedAt", allowableValues = {
            "recordedAt", "-recordedAt"}))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "From `next`; belongs to the same filters and sort", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = @Header(name = "Link", description = "The next page, with rel=\"next\""))
    ResponseEntity<Page<EventDocument>> events(@Parameter(hidden = true) MultiValueMap<String, String> given);

    @Operation(summary = "All events that match all filters, of all orders", description = "As CSV, or as NDJSON, each line an item of the list.")
    @Parameter(name = "order", in = ParameterIn.QUERY, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "customer", in = ParameterIn.QUERY, description = "Of the order", schema = @Schema(type = "string"))
    @Parameter(name = "type", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "actor", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "correlationId", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "causationId", in = ParameterIn.QUERY, schema = @Schema(type = "string"))
    @Parameter(name = "recordedFrom", in = ParameterIn.QUERY, description = "Inclusive; an instant, or a day in UTC", schema = @Schema(type = "string"))
    @Parameter(name = "recordedTo", in = ParameterIn.QUERY, description = "Exclusive; an instant, or a day in UTC", schema = @Schema(type = "string"))
    @Parameter(name = "effectiveFrom", in = ParameterIn.QUERY, description = "When it happened; inclusive", example = "2010-12-01", schema = @Schema(type = "string"))
    @Parameter(name = "effectiveTo", in = ParameterIn.QUERY, description = "When it happened; exclusive", schema = @Schema(type = "string"))
    @Parameter(name = "text", in = ParameterIn.QUERY, description = "Words that all must begin some word of the event's texts", example = "white lantern", schema = @Schema(type = "string"))
    @Parameter(name = "sort", in = ParameterIn.QUERY, schema = @Schema(type = "string", defaultValue = "-recordedAt", allowableValues = {
            "recordedAt", "-recordedAt"}))
    @ApiResponse(responseCode = "200", content = {
            @Content(mediaType = Export.CSV, schema = @Schema(type = "string")),
            @Content(mediaType = Export.NDJSON, schema = @Schema(implementation = EventDocument.class))})
    Export<HistoryRow, EventDocument> export(@Parameter(hidden = true) MultiValueMap<String, String> given);
}
