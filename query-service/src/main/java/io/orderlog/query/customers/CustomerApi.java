package io.orderlog.query.customers;

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

/** What OpenAPI says of the queries for customers. */
@Tag(name = "Customers")
interface CustomerApi {

    @Operation(summary = "What the orders of a customer come to", description = "An id that does not fit into a path, such as one with a slash, is asked for with `/customers?customer=`.")
    @Parameter(name = "id", in = ParameterIn.PATH, example = "17850", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = @Header(name = "ETag", description = "Of this answer"))
    @ApiResponse(responseCode = "304", description = "The answer is still the one that If-None-Match names", content = {})
    @ApiResponse(responseCode = "404", description = "The customer has no order, or it is not in the views yet", content = {})
    ResponseEntity<Customer> customer(String id, @Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "The customers with the most of something", description = "Page by page: `next` is the address of the next page. Whoever has none of it is left out.")
    @Parameter(name = "customer", in = ParameterIn.QUERY, description = "Only this one", schema = @Schema(type = "string"))
    @Parameter(name = "sort", in = ParameterIn.QUERY, schema = @Schema(type = "string", defaultValue = "-orders", allowableValues = {
            "-orders", "-units", "-captured"}))
    @Parameter(name = "currency", in = ParameterIn.QUERY, description = "ISO 4217; needed with sort=-captured, and only then", schema = @Schema(type = "string"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "From `next`; belongs to the same sort", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = @Header(name = "Link", description = "The next page, with rel=\"next\""))
    ResponseEntity<Page<Customer>> customers(@Parameter(hidden = true) MultiValueMap<String, String> parameters);
}
