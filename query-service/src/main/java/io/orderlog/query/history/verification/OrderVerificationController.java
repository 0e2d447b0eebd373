package io.orderlog.query.history.verification;

import io.orderlog.query.history.verification.OrderVerification.Source;
import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.OrderIds;
import io.orderlog.query.web.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether the history of an order holds. */
@RestController
@Tag(name = "Audit")
class OrderVerificationController {

    private final OrderVerifier verifier;

    OrderVerificationController(OrderVerifier verifier) {
        this.verifier = verifier;
    }

    @Operation(summary = "Whether the history of an order holds, or the first event where it does not", description = "Every hash is computed anew from what is stored. With the log as the source, its records are read as well, so that a history that was forged consistently is found.")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "source", in = ParameterIn.QUERY, schema = @Schema(type = "string", allowableValues = {"views",
            "log"}, defaultValue = "views"))
    @GetMapping(path = "/audit/orders/{id}/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    OrderVerification verification(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        Source source = parameters.oneOf("source", Source.class);
        parameters.requireValid();
        OrderVerification verification = verifier.verify(OrderIds.parse(id), source == null ? Source.VIEWS : source);
        if (verification == null) {
            throw NotFoundException.order();
        }
        return verification;
    }
}
