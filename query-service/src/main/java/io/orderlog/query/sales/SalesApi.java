package io.orderlog.query.sales;

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

/** What OpenAPI says of the queries for sales. */
@Tag(name = "Sales")
interface SalesApi {

    @Operation(summary = "The products that sold most", description = "Page by page: `next` is the address of the next page. What has none of it is left out.")
    @Parameter(name = "currency", in = ParameterIn.QUERY, required = true, description = "ISO 4217", example = "GBP", schema = @Schema(type = "string"))
    @Parameter(name = "sort", in = ParameterIn.QUERY, schema = @Schema(type = "string", defaultValue = "-revenue", allowableValues = {
            "-revenue", "-units", "-returns"}))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "The first day, in UTC; needs to", example = "2010-12-01", schema = @Schema(type = "string", format = "date"))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "The last day; needs from, at most 366 days", example = "2010-12-31", schema = @Schema(type = "string", format = "date"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "From `next`; belongs to the same filters and sort", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = @Header(name = "Link", description = "The next page, with rel=\"next\""))
    ResponseEntity<Page<ProductSales>> products(@Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "What a product sold, day by day", description = "The earliest day first; days without an order are left out. A product that does not fit into a path, such as one with a slash, is asked for with `/sales/days?sku=`.")
    @Parameter(name = "sku", in = ParameterIn.PATH, example = "85123A", schema = @Schema(type = "string"))
    @Parameter(name = "currency", in = ParameterIn.QUERY, description = "ISO 4217; without it, each day has an item for each currency", example = "GBP", schema = @Schema(type = "string"))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "The first day, in UTC", example = "2010-12-01", schema = @Schema(type = "string", format = "date"))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "The last day", example = "2010-12-31", schema = @Schema(type = "string", format = "date"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "From `next`; belongs to the same filters", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = @Header(name = "Link", description = "The next page, with rel=\"next\""))
    @ApiResponse(responseCode = "404", description = "No order has this product, or it is not in the views yet", content = {})
    ResponseEntity<Page<DaySales>> product(String sku, @Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "What was sold, day by day", description = "The earliest day first; days without an order are left out.")
    @Parameter(name = "sku", in = ParameterIn.QUERY, description = "Only this product", example = "85123A", schema = @Schema(type = "string"))
    @Parameter(name = "currency", in = ParameterIn.QUERY, description = "ISO 4217; without it, each day has an item for each currency", example = "GBP", schema = @Schema(type = "string"))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "The first day, in UTC", example = "2010-12-01", schema = @Schema(type = "string", format = "date"))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "The last day", example = "2010-12-31", schema = @Schema(type = "string", format = "date"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "From `next`; belongs to the same filters", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = @Header(name = "Link", description = "The next page, with rel=\"next\""))
    ResponseEntity<Page<DaySales>> days(@Parameter(hidden = true) MultiValueMap<String, String> parameters);
}
