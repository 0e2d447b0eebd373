package io.orderlog.command.web;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many orders in one request, one placement a line. */
@RestController
final class BatchController {

    static final String PATH = "/orders/batch";
    static final String NDJSON = "application/x-ndjson";

    private final BatchPlacement placement;

    BatchController(BatchPlacement placement) {
        this.placement = placement;
    }

    @PostMapping(path = PATH, consumes = NDJSON, produces = NDJSON)
    @Operation(operationId = "placeBatch", summary = "Places one order a line, and answers one outcome a line.")
    void placeBatch(Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        if (caller.idempotencyKey() != null) {
            throw new InvalidRequestException(CallerResolver.IDEMPOTENCY_KEY, "belongs into the lines of a batch, as idempotencyKey");
        }
        if (caller.acceptedVersions() != null) {
            throw new InvalidRequestException("If-Match", "is not possible for orders that are not placed yet");
        }
        PushbackInputStream lines = new PushbackInputStream(request.getInputStream());
        if (!hasBegun(lines)) {
            return;
        }
        response.setStatus(HttpStatus.OK.value());
        response.setContentType(NDJSON);
        // Once the head is sent, the outcomes reach the client even if the rest of the batch does not reach us.
        response.flushBuffer();
        try (OutputStream outcomes = response.getOutputStream()) {
            placement.run(caller, lines, outcomes);
        }
    }

    /** Also tells a client that asked for it to go on. */
    private static boolean hasBegun(PushbackInputStream lines) {
        try {
            int first = lines.read();
            if (first >= 0) {
                lines.unread(first);
            }
            return true;
        } catch (IOException e) {
            // Tomcat has made the answer already: 408 if the body did not come, 400 if it is malformed.
            return false;
        }
    }
}
