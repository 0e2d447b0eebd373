package io.orderlog.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Requests that the gateway refuses itself. */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class RefusalsTest {

    @RegisterExtension
    static final TestGateway gateway = new TestGateway();

    @Test
    void headersThatAreTooLargeAreAProblem() throws Exception {
        var response = gateway.send("GET", "/orders?" + "x".repeat(100_000));

        assertThat(response.statusCode()).isEqualTo(431);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(response.body()).contains("/problems/bad-request").doesNotContain("<");
    }

    @Test
    void whatTomcatItselfRefusesIsAProblemToo() throws Exception {
        var response = gateway.send("TRACE", "/orders");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("/problems/method-not-allowed");
    }

    @Test
    void anotherMethodIsAProblem() throws Exception {
        var response = gateway.send("OPTIONS", "/orders");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, PUT, PATCH, DELETE");
        assertThat(response.body()).contains("/problems/method-not-allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /orders%2Fx HTTP/1.1                 | Host: a                        | 400 | bad-request
            POST /orders?x=[] HTTP/1.1                | Host: a                        | 400 | bad-request
            POST /orders?x=%zz HTTP/1.1               | Host: a                        | 400 | bad-request
            GET /orders?% HTTP/1.1                    | Host: a                        | 400 | bad-request
            POST /orders HTTP/1.1                     | No-Host: a                     | 400 | bad-request
            POST /orders HTTP/1.1                     | Content-Length: -1             | 400 | bad-request
            POST /orders HTTP/1.1                     | Transfer-Encoding: gzip        | 400 | bad-request
            POST /orders HTTP/9.9                     | Host: a                        | 400 | bad-request
            CONNECT a:1 HTTP/1.1                      | Host: a                        | 400 | bad-request
            POST //orders HTTP/1.1                    | Host: a                        | 400 | bad-request
            POST /orders;a=b HTTP/1.1                 | Host: a                        | 400 | bad-request
            POST /%6frders HTTP/1.1                   | Host: a                        | 400 | bad-request
            nonsense                                  | Host: a                        | 400 | bad-request
            GET /swagger-ui/none.js HTTP/1.1          | Host: a                        | 404 | not-found
            POST /error HTTP/1.1                      | Host: a                        | 404 | not-found
            """)
    void whatIsRefusedBeforeItReachesASideIsAProblemTooAndNoFaultOfOurs(String requestLine, String header, int status, String type,
            CapturedOutput log) throws Exception {
        assertRefused(gateway.say(requestLine + "\r\n" + header + "\r\nConnection: close\r\n\r\n"), status, type);
        assertThat(log).doesNotContain("ERROR");
    }

    @Test
    void aBodyThatIsMalformedOrEndsTooEarlyIsTheClientsFault() throws Exception {
        gateway.command().behave(exchange -> TestSide.answer(exchange, 200, "" + exchange.getRequestBody().readAllBytes().length));
        String head = "POST /orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        assertRefused(gateway.say(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"), 400, "bad-request");
        assertRefused(gateway.say(head + "Content-Length: 500\r\n\r\n{"), 400, "bad-request");
    }

    @Test
    void moreThanFitsIntoARequestsHeadIsRefused() throws Exception {
        String head = "GET /orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        assertRefused(gateway.say(head + "X: " + "x".repeat(9_000) + "\r\n\r\n"), 431, "bad-request");
        assertRefused(gateway.say(head + "X: x\r\n".repeat(79) + "\r\n"), 431, "bad-request");
        assertThat(gateway.say(head + "X: x\r\n".repeat(78) + "\r\n")).startsWith("HTTP/1.1 200");
    }

    private static void assertRefused(String answer, int status, String type) {
        assertThat(answer).startsWith("HTTP/1.1 " + status)
                .contains("\r\nContent-Type: application/problem+json\r\n", "\"type\":\"/problems/" + type + "\"", "\"status\":" + status)
                .doesNotContain("<html", "Exception");
    }
}
