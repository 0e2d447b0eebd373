package io.orderlog.query.history.verification;

import io.orderlog.access.Client;
import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Verifications of the whole log. */
@RestController
@Tag(name = "Audit")
class VerificationRunController {

    private static final int LAST = 20;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final LogVerifier verifier;
    private final VerificationRuns runs;

    VerificationRunController(LogVerifier verifier, VerificationRuns runs) {
        this.verifier = verifier;
        this.runs = runs;
    }

    @Operation(summary = "Verifies the whole log, in the background", description = "Reads it from its beginning to where it ends now. One verification is under way at a time: while there is one, it is answered instead.")
    @ApiResponse(responseCode = "202", description = "It has begun", content = @Content(schema = @Schema(implementation = VerificationRun.class)))
    @ApiResponse(responseCode = "200", description = "There is one under way", content = @Content(schema = @Schema(implementation = VerificationRun.class)))
    @PostMapping(path = "/audit/verifications", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<VerificationRun> start(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        new QueryParameters(given).requireValid();
        Optional<Long> started = verifier.start(Client.current().name());
        VerificationRun run = started.flatMap(runs::find)
                .or(runs::running)
                // The one that was under way has ended between both looks.
                .or(() -> runs.last(1).stream().findAny())
                .orElseThrow(NotFoundException::verification);
        return ResponseEntity.status(started.isPresent() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create("/audit/verifications/" + run.number()))
                .body(run);
    }

    @Operation(summary = "The last verifications of the whole log, the newest first")
    @GetMapping(path = "/audit/verifications", produces = MediaType.APPLICATION_JSON_VALUE)
    List<VerificationRun> last(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        new QueryParameters(given).requireValid();
        return runs.last(LAST);
    }

    @Operation(summary = "How far a verification of the whole log is, and what it found")
    @Parameter(name = "number", in = ParameterIn.PATH, schema = @Schema(type = "integer", format = "int64"))
    @GetMapping(path = "/audit/verifications/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
    VerificationRun run(
            @PathVariable String number, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        new QueryParameters(given).requireValid();
        return Optional.of(number)
                .filter(NUMBER.asMatchPredicate())
                .map(Long::parseLong)
                .flatMap(runs::find)
                .orElseThrow(NotFoundException::verification);
    }
}
