package io.orderlog.query.orders;

import io.orderlog.query.document.OrderDocument;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;

/** What OpenAPI says of the queries for orders. */
@Tag(name = "Orders")
interface OrderApi {

    @Operation(summary = "One order, whole, as it is now")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "If-None-Match", in = ParameterIn.HEADER, description = "The ETag of an earlier answer, such as \"3\"", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = {
            @Header(name = "ETag", description = "The order's version, as commands answer and expect it"),
            @Header(name = "Last-Modified", description = "When the last event was recorded")})
    @Parameter(name = "If-Modified-Since", in = ParameterIn.HEADER, description = "The Last-Modified of an earlier answer; only without If-None-Match, and blind to changes within one second", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "304", description = "The order has not changed since the answer that the request names", content = {})
    ResponseEntity<OrderDocument> order(String id, @Parameter(hidden = true) MultiValueMap<String, String> parameters,
            @Parameter(hidden = true) HttpMethod method, @Parameter(hidden = true) HttpHeaders headers);

    @Operation(summary = "The orders that match all filters", description = "Page by page: `next` is the address of the next page. Orders that arrive meanwhile neither repeat nor hide others.")
    @OrderFilterParameters
    @Parameter(name = "sort", in = ParameterIn.QUERY, schema = @Schema(type = "string", defaultValue = "-placedAt", allowableValues = {
            "placedAt", "-placedAt", "updatedAt", "-updatedAt", "total", "-total"}))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "From `next`; belongs to the same filters and sort", schema = @Schema(type = "string"))
    @Parameter(name = "If-None-Match", in = ParameterIn.HEADER, description = "The ETag of an earlier answer to the same question", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = {
            @Header(name = "Link", description = "The next page, with rel=\"next\""),
            @Header(name = "ETag", description = "Changes with whatever the answer says")})
    @ApiResponse(responseCode = "304", description = "The answer would be the one that If-None-Match names", content = {})
    ResponseEntity<Page<OrderSummary>> orders(@Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "How many orders match all filters", description = "In all, and with each status and currency that one of them has. Exact, and counted anew each time.")
    @OrderFilterParameters
    OrderFacets facets(@Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "All orders that match the filters, as a file", description = "CSV by itself, or NDJSON, one order a line: as they were at one moment, however many. "
            + "An answer that breaks off is not ended properly, so that clients see it.")
    @OrderFilterParameters
    @Parameter(name = "sort", in = ParameterIn.QUERY, schema = @Schema(type = "string", defaultValue = "-placedAt", allowableValues = {
            "placedAt", "-placedAt", "updatedAt", "-updatedAt", "total", "-total"}))
    @ApiResponse(responseCode = "200", content = {
            @Content(mediaType = Export.CSV, schema = @Schema(type = "string")),
            @Content(mediaType = Export.NDJSON, schema = @Schema(implementation = OrderSummary.class))})
    Export<OrderRow, OrderSummary> export(@Parameter(hidden = true) MultiValueMap<String, String> parameters);
}
