package io.orderlog.query.rebuild;

import io.orderlog.query.web.OrderIds;
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
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Operators rebuild one order alone. */
@RestController
@Tag(name = "Rebuilds")
class OrderRebuildController {

    private final OrderRebuilds rebuilds;

    OrderRebuildController(OrderRebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    @Operation(summary = "Writes all rows of one order anew from the log, and nothing else", description = "Sums over many orders stay as they are; `sumsInDoubt` says whether they may have been led astray.")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "string", format = "uuid"))
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = "object"), examples = @ExampleObject(RebuildApi.REASON)))
    @ApiResponse(responseCode = "404", description = "Neither the log nor the views have it", content = {})
    @ApiResponse(responseCode = "409", description = "The log cannot be followed up to where the views are; nothing was changed", content = {})
    @PostMapping(path = "/rebuilds/orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    OrderRebuild rebuild(@PathVariable String id, HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        return rebuilds.rebuild(OrderIds.parse(id), RebuildController.decision(request));
    }
}
