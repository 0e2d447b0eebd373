package io.orderlog.query.orders;

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

/** What OpenAPI says of the queries for orders. */
@Tag(name = "Orders")
interface OrderApi {

    @Operation(summary = "One order, whole, as it is now")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "If-None-Match", in = ParameterIn.HEADER, description = "The ETag of an earlier answer, such as \"3\"", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = {
            @Header(name = "ETag", description = "The order's version, as commands answer and expect it"),
            @Header(name = "Last-Modified", description = "When the last event was recorded")})
    @ApiResponse(responseCode = "304", description = "The order has still the version that If-None-Match names", content = {})
    ResponseEntity<OrderDocument> order(String id, @Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "The orders that match all filters", description = "Page by page: `next` is the address of the next page. Orders that arrive meanwhile neither repeat nor hide others.")
    @OrderFilterParameters
    @Parameter(name = "sort", in = ParameterIn.QUERY, schema = @Schema(type = "string", defaultValue = "-placedAt", allowableValues = {
            "placedAt", "-placedAt", "updatedAt", "-updatedAt", "total", "-total"}))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "From `next`; belongs to the same filters and sort", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = @Header(name = "Link", description = "The next page, with rel=\"next\""))
    ResponseEntity<Page<OrderSummary>> orders(@Parameter(hidden = true) MultiValueMap<String, String> parameters);

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
