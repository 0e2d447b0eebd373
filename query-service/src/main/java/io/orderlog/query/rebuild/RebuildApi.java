package io.orderlog.query.rebuild;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What OpenAPI says of rebuilds. */
@Tag(name = "Rebuilds")
interface RebuildApi {

    String REASON = "{\"reason\": \"the operator on call wants it\"}";

    @Operation(summary = "Builds another generation of the views beside the live one", description = "With `dryRun`, only says what it would take.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = "object"), examples = @ExampleObject("""
            {"dryRun": true, "throttle": {"eventsPerSecond": 5000}, "verify": true, "switch": false, "reason": "a damaged view"}""")))
    @ApiResponse(responseCode = "200", description = "What it would take", content = @Content(mediaType = "application/json", schema = @Schema(implementation = Estimate.class)))
    @ApiResponse(responseCode = "201", description = "Started", content = @Content(mediaType = "application/json", schema = @Schema(implementation = RebuildDocument.class)))
    @ApiResponse(responseCode = "409", description = "Another one is under way", content = {})
    ResponseEntity<?> start(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    @Operation(summary = "All generations that there ever were, the newest first")
    Map<String, List<RebuildDocument>> all(@Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "One generation, how far it is, and who did what to it")
    @Number
    RebuildDocument one(String number, @Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "The same as server-sent events, one for each change, until nothing will happen any more by itself")
    @Number
    SseEmitter events(String number);

    @Operation(summary = "Stops filling it until it is resumed")
    @Change
    RebuildDocument pause(String number, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    @Operation(summary = "Goes on filling it")
    @Change
    RebuildDocument resume(String number, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    @Operation(summary = "Sets how fast it may be filled", description = "In place of what was set before; what `throttle` does not name is not limited.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = "object"), examples = @ExampleObject("""
            {"throttle": {"eventsPerSecond": 5000}, "reason": "the night is long"}""")))
    @Number
    @ApiResponse(responseCode = "409", description = "It is not being filled, or was live once", content = {})
    RebuildDocument change(String number, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    @Operation(summary = "Makes it live")
    @Change
    RebuildDocument switchTo(String number, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    @Operation(summary = "Makes the generation live again that was live before this one")
    @Change
    RebuildDocument rollBack(String number, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    @Operation(summary = "Compares it with the live one as soon as it is complete, or once more")
    @Change
    @ApiResponse(responseCode = "202", description = "It will be compared", content = @Content(mediaType = "application/json", schema = @Schema(implementation = RebuildDocument.class)))
    ResponseEntity<RebuildDocument> verify(String number, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException;

    @Operation(summary = "What the last comparison found: rows and checksums by table and partition, and the first rows that differ")
    @Number
    ComparisonReport report(String number, @Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "Deletes a generation that is no longer wanted")
    @Change
    RebuildDocument retire(String number, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    @Operation(summary = "Gives up a generation that was never live, and deletes it")
    @Change
    RebuildDocument cancel(String number, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    /** Of a path. */
    @Parameter(name = "number", in = ParameterIn.PATH, schema = @Schema(type = "integer", example = "1"))
    @ApiResponse(responseCode = "404", description = "There never was such a generation", content = {})
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Number {}

    /** Of a generation. */
    @Parameter(name = "number", in = ParameterIn.PATH, schema = @Schema(type = "integer", example = "1"))
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = "object"), examples = @ExampleObject(REASON)))
    @ApiResponse(responseCode = "404", description = "There never was such a generation", content = {})
    @ApiResponse(responseCode = "409", description = "The generation does not take this now; `detail` says why", content = {})
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Change {}
}
