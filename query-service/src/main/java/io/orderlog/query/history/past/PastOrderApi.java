package io.orderlog.query.history.past;

import io.orderlog.query.document.OrderDocument;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;

/** What OpenAPI says of orders as they were; it is one entry together with the order as it is. */
@Tag(name = "Orders")
interface PastOrderApi {

    String OMITTED_VERSIONS = "Omitted-Versions";

    @Operation(summary = "One order, whole, as it is now or as it was")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "version", in = ParameterIn.QUERY, description = "As this version was; only one of version, at and effectiveAt", schema = @Schema(type = "integer", format = "int64"))
    @Parameter(name = "at", in = ParameterIn.QUERY, description = "As the log had it at this instant", schema = @Schema(type = "string"))
    @Parameter(name = "effectiveAt", in = ParameterIn.QUERY, description = "By what had happened until this instant, whenever it was recorded", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", headers = {
            @Header(name = "ETag", description = "The order's version; with effectiveAt a tag of its own"),
            @Header(name = OMITTED_VERSIONS, description = "With effectiveAt: versions that had happened, but do not fit without those that had not")})
    ResponseEntity<OrderDocument> past(String id, @Parameter(hidden = true) MultiValueMap<String, String> given);
}
