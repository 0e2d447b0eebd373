package io.orderlog.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import tools.jackson.databind.json.JsonMapper;

/** What clients are told who are not let in: a problem (RFC 9457), and the header that says how to do better (RFC 6750). */
final class AccessProblems implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

    private static final Logger log = LoggerFactory.getLogger(AccessProblems.class);
    private static final JsonMapper JSON = new JsonMapper();

    /** No token was shown. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        answer(request, response, HttpStatus.UNAUTHORIZED, "unauthenticated", "Who asks is not known",
                "Show a token: Authorization: Bearer ...");
    }

    /** A token was shown that is none here. */
    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            log.warn("Tokens can't be verified: {}", rootCause(e).toString());
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            answer(request, response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The service cannot do this right now",
                    "Tokens cannot be verified, because their issuer does not answer. Nothing was changed; try again later.");
            return;
        }
        String reason = e instanceof InvalidBearerTokenException ? sentence(e) : "The token cannot be read.";
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
                "Bearer error=\"invalid_token\", error_description=\"%s\"".formatted(reason.replace('"', '\'')));
        answer(request, response, HttpStatus.UNAUTHORIZED, "unauthenticated", "Who asks is not known", reason);
    }

    /** The token is good, but not for this. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) throws IOException {
        String needed =
                e instanceof AuthorizationDeniedException denied && denied.getAuthorizationResult() instanceof Needs.Decision decision
                        ? decision.scope().value()
                        : Scope.OPERATE.value();
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, insufficientScope(needed));
        answer(request, response, HttpStatus.FORBIDDEN, "forbidden", "This is not for this client",
                Client.current().scopes().contains(needed)
                        ? "A customer's token does not do for this."
                        : "The token needs the scope %s.".formatted(needed));
    }

    static String insufficientScope(String needed) {
        return "Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(needed);
    }

    private static String sentence(AuthenticationException e) {
        String said = String.valueOf(e.getMessage());
        return said.endsWith(".") ? said : said + ".";
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootCause(cause);
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String type, String title, String detail)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "/problems/" + type);
        problem.put("title", title);
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("instance", request.getRequestURI());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = JSON.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
