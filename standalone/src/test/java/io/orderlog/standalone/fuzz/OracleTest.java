package io.orderlog.standalone.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be complained of is complained of, and nothing else. */
class OracleTest {

    private static final String PROBLEM = """
            {"type":"/problems/not-found","title":"Not found","status":404,"detail":"The path names nothing."}""";
    private static final Operation READ = new Operation("GET", "/orders", List.of(), List.of());

    @Test
    void goodAnswersAreNotComplainedOf() throws Exception {
        assertThat(complaints("200 OK", "application/json", "{\"id\":\"1\"}")).isEmpty();
        assertThat(complaints("404 ", "application/problem+json", PROBLEM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.orderlog.query.web.ProblemHandler", "java.lang.NullPointerException",
            "org.postgresql.util.PSQLException: x",
            "tools.jackson.core.JacksonException", "at x.Y.z(Y.java:12)", "NumberFormatException", "Caused by: x", "ERROR SQLSTATE 22P02"})
    void aPlantedClassNameIsFound(String planted) throws Exception {
        assertThat(complaints("200 OK", "application/json", "{\"x\":\"%s\"}".formatted(planted))).singleElement()
                .asString()
                .startsWith("shows");
    }

    @Test
    void problemsMustBeDocumentedAndWhole() throws Exception {
        assertThat(complaints("500 ", "application/problem+json", PROBLEM)).contains("status 500");
        assertThat(complaints("404 ", "text/html", PROBLEM)).isNotEmpty();
        assertThat(complaints("404 ", "application/problem+json", "<html>")).isNotEmpty();
        assertThat(complaints("404 ", "application/problem+json", PROBLEM.replace("not-found", "lost"))).isNotEmpty();
        assertThat(complaints("410 ", "application/problem+json", PROBLEM.replace("404", "410"))).isNotEmpty();
        assertThat(complaints("404 ", "application/problem+json", PROBLEM.replace("404", "405"))).isNotEmpty();
        assertThat(complaints("503 ", "application/problem+json", PROBLEM.replace("404", "503").replace("not-found", "unavailable")))
                .containsExactly("503 without Retry-After");
        assertThat(complaints("400 ", "application/problem+json",
                PROBLEM.replace("404", "400").replace("not-found", "invalid-request").replace("}", ",\"errors\":[{\"field\":\"x\"}]}")))
                .isNotEmpty();
    }

    @Test
    void nobodyIsServedWithoutAGoodTokenAndEverybodyIsAnsweredOnce() throws Exception {
        byte[] answer = bytes("200 OK", "application/json", "{}");
        Oracle oracle = Oracle.documented();

        assertThat(oracle.complaints(request(false), Answer.parse(answer, false))).containsExactly("served without a good token");
        byte[] twice = (new String(answer, UTF_8) + new String(answer, UTF_8)).getBytes(UTF_8);
        assertThat(oracle.complaints(request(true), Answer.parse(twice, false))).containsExactly("more than one answer");
        assertThat(oracle.complaints(request(true), null)).containsExactly("no answer");
    }

    @Test
    void answersInPiecesArePutTogether() {
        String head = "HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n";
        Answer whole = requireNonNull(Answer.parse((head + "3\r\nab\n\r\n1\r\nc\r\n0\r\n\r\n").getBytes(UTF_8), false));
        Answer broken = requireNonNull(Answer.parse((head + "3\r\nab\n\r\n5\r\nc").getBytes(UTF_8), false));

        assertThat(whole.body()).isEqualTo("ab\nc");
        assertThat(whole.isWhole()).isTrue();
        assertThat(whole.surplus()).isZero();
        assertThat(broken.isWhole()).isFalse();
    }

    private static List<String> complaints(String status, String type, String body) throws Exception {
        @Nullable
        Answer answer = Answer.parse(bytes(status, type, body), false);
        return Oracle.documented().complaints(request(true), answer);
    }

    private static byte[] bytes(String status, String type, String body) {
        return "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, type, body.length(), body)
                .getBytes(UTF_8);
    }

    private static HostileRequest request(boolean hasGoodToken) {
        return new HostileRequest(1, READ, true, "GET", "fuzz-1", new byte[0], false, false, hasGoodToken);
    }
}
