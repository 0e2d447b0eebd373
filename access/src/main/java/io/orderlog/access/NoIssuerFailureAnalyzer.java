package io.orderlog.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says it in a sentence instead of a stack trace. */
final class NoIssuerFailureAnalyzer extends AbstractFailureAnalyzer<NoIssuerException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoIssuerException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set spring.security.oauth2.resourceserver.jwt.issuer-uri, or jwk-set-uri, or public-key-location.",
                cause);
    }
}
