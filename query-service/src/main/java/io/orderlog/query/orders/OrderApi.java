package io.orderlog.query.orders;

import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import io.orderlog.query.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
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
    @Parameter(name = "customer", in = ParameterIn.QUERY, example = "17850", schema = @Schema(type = "string"))
    @Parameter(name = "reference", in = ParameterIn.QUERY, example = "536365", schema = @Schema(type = "string"))
    @Parameter(name = "sku", in = ParameterIn.QUERY, description = "Of at least one line", example = "85123A", schema = @Schema(type = "string"))
    @Parameter(name = "status", in = ParameterIn.QUERY, schema = @Schema(implementation = OrderStatus.class))
    @Parameter(name = "paymentStatus", in = ParameterIn.QUERY, schema = @Schema(implementation = PaymentStatus.class))
    @Parameter(name = "fulfilmentStatus", in = ParameterIn.QUERY, schema = @Schema(implementation = FulfilmentStatus.class))
    @Parameter(name = "placedFrom", in = ParameterIn.QUERY, description = "Inclusive; an instant, or a day in UTC", example = "2010-12-01", schema = @Schema(type = "string"))
    @Parameter(name = "placedTo", in = ParameterIn.QUERY, description = "Exclusive; an instant, or a day in UTC", example = "2010-12-02T00:00:00Z", schema = @Schema(type = "string"))
    @Parameter(name = "currency", in = ParameterIn.QUERY, description = "ISO 4217; needed with totals", example = "GBP", schema = @Schema(type = "string"))
    @Parameter(name = "totalFrom", in = ParameterIn.QUERY, description = "Inclusive, in minor units", example = "1000", schema = @Schema(type = "integer", format = "int64"))
    @Parameter(name = "totalTo", in = ParameterIn.QUERY, description = "Inclusive, in minor units", example = "5000", schema = @Schema(type = "integer", format = "int64"))
    @Parameter(name = "sort", in = ParameterIn.QUERY, schema = @Schema(type = "string", defaultValue = "-placedAt", allowableValues = {
            "placedAt", "-placedAt", "updatedAt", "-updatedAt", "total", "-total"}))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "From `next`; belongs to the same filters and sort", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = @Header(name = "Link", description = "The next page, with rel=\"next\""))
    ResponseEntity<Page<OrderSummary>> orders(@Parameter(hidden = true) MultiValueMap<String, String> parameters);
}
