package io.orderlog.query.live;

import io.orderlog.query.document.EventDocument;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.util.MultiValueMap;

/** What OpenAPI says of the streams. */
@Tag(name = "Streams")
interface StreamApi {

    String RESUME = "The id of the last event that was received: the stream goes on behind it, with nothing missed or repeated";

    @Operation(summary = "The events of one order as they happen", description = "Server-sent events, `id` the version, `event` the type, `data` the event with its envelope; those that have happened come first.")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER, description = RESUME, schema = @Schema(type = "string"))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Where to begin without `Last-Event-ID`", schema = @Schema(type = "string", allowableValues = {
            "beginning", "now"}, defaultValue = "beginning"))
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/event-stream", schema = @Schema(implementation = EventDocument.class)))
    void order(String id, @Parameter(hidden = true) String lastEventId, @Parameter(hidden = true) MultiValueMap<String, String> parameters,
            HttpServletRequest request, HttpServletResponse response) throws Exception;

    @Operation(summary = "The events of all orders that match, as they happen", description = "Server-sent events, `id` an opaque place in the log, `event` the type, `data` the event with its envelope.")
    @Parameter(name = "customer", in = ParameterIn.QUERY, example = "17850", schema = @Schema(type = "string"))
    @Parameter(name = "type", in = ParameterIn.QUERY, description = "Event types, several with commas", example = "orderlog.order.placed.v1", schema = @Schema(type = "string"))
    @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER, description = RESUME, schema = @Schema(type = "string"))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Where to begin without `Last-Event-ID`", schema = @Schema(type = "string", allowableValues = {
            "beginning", "now"}, defaultValue = "now"))
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/event-stream", schema = @Schema(implementation = EventDocument.class)))
    void orders(@Parameter(hidden = true) String lastEventId, @Parameter(hidden = true) MultiValueMap<String, String> parameters,
            HttpServletRequest request, HttpServletResponse response) throws Exception;
}
