package io.orderlog.command.web;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many orders in one request, one placement a line. */
@RestController
final class BatchController {

    static final String NDJSON = "application/x-ndjson";

    private final BatchPlacement placement;

    BatchController(BatchPlacement placement) {
        this.placement = placement;
    }

    @PostMapping(path = "/orders/batch", consumes = NDJSON, produces = NDJSON)
    @Operation(operationId = "placeBatch", summary = "Places one order a line, and answers one outcome a line.")
    void placeBatch(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        if (caller.idempotencyKey() != null) {
            throw new InvalidRequestException(CallerResolver.IDEMPOTENCY_KEY, "belongs into the lines of a batch, as idempotencyKey");
        }
        if (caller.acceptedVersions() != null) {
            throw new InvalidRequestException("If-Match", "is not possible for orders that are not placed yet");
        }
        response.setStatus(HttpStatus.OK.value());
        response.setContentType(NDJSON);
        placement.run(caller, request.getInputStream(), response.getOutputStream());
    }
}
