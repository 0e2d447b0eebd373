package io.orderlog.query.parked;

import io.orderlog.query.web.Page;
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
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What OpenAPI says of parked orders. */
@Tag(name = "Parked orders")
interface ParkedApi {

    @Operation(summary = "Orders that are parked in the live views, because an event of theirs cannot be projected")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "From `next`", example = "3:1042", schema = @Schema(type = "string"))
    @Limit
    ResponseEntity<Page<ParkedSummary>> parked(@Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "A parked order and its records, as they stand in the log")
    @Name
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "Only records with a higher offset", schema = @Schema(type = "integer", format = "int64"))
    @Limit
    ParkedDocument one(String name, @Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "Who released or skipped what, when and why, the latest first")
    @Parameter(name = "before", in = ParameterIn.QUERY, description = "Only decisions with a lower id", schema = @Schema(type = "integer", format = "int64"))
    @Limit
    ResponseEntity<Page<ParkedDecision>> decisions(@Parameter(hidden = true) MultiValueMap<String, String> parameters);

    @Operation(summary = "Tries all records of a parked order again, for instance because a release runs that can read them")
    @Name
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = "object"), examples = @ExampleObject("""
            {"reason": "release 2.1 knows the type"}""")))
    @ApiResponse(responseCode = "409", description = "The first record cannot be projected; nothing was changed", content = {})
    ReleaseResult release(String name, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    @Operation(summary = "Lets the first record of a parked order count for nothing, in all views and for ever, and tries the others again")
    @Name
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = "object"), examples = @ExampleObject("""
            {"offset": 1042, "reason": "written by a faulty tool"}""")))
    @ApiResponse(responseCode = "409", description = "It is not the first that is parked, or the order begins with it", content = {})
    ReleaseResult skip(String name, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

    /** Of a path. */
    @Parameter(name = "name", in = ParameterIn.PATH, description = "The order's id; partition, colon and offset of its first record where the key is no id", schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "404", description = "It is not parked", content = {})
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Name {}

    /** Of a page. */
    @Parameter(name = "limit", in = ParameterIn.QUERY, schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Limit {}
}
