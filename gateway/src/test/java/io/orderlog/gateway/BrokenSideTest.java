package io.orderlog.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients are told when a side is away, hangs, or breaks off. */
@Timeout(30)
class BrokenSideTest {

    @RegisterExtension
    static final TestGateway gateway = new TestGateway();

    @Test
    void aSideThatIsDownIsAProblemThatNamesItAndIsOverWhenTheSideIsBack() throws Exception {
        gateway.send("POST", "/orders");
        gateway.command().goAway();
        try {
            // A connection kept from before may take one more request before its end is noticed: that one's outcome is unknown.
            Awaitility.await().untilAsserted(() -> {
                var response = gateway.send("POST", "/orders");

                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(response.body()).contains("/problems/side-unavailable").contains("command side");
            });
            assertThat(gateway.send("GET", "/orders").statusCode()).isEqualTo(200);
        } finally {
            gateway.command().comeBack();
        }
        assertThat(gateway.send("POST", "/orders").body()).isEqualTo("command POST /orders");
    }

    /** Who starts the gateway again would take away what still tells clients when to come back. */
    @Test
    void theGatewayIsReadyAndAliveWhileBothSidesAreAway() throws Exception {
        gateway.command().goAway();
        gateway.query().goAway();
        try {
            Awaitility.await().untilAsserted(() -> {
                assertThat(gateway.send("POST", "/orders").body()).contains("/problems/side-unavailable");
                assertThat(gateway.send("GET", "/orders").body()).contains("/problems/side-unavailable");
            });
            for (String path : List.of("/readyz", "/livez", "/actuator/health/readiness", "/actuator/health/liveness")) {
                assertThat(gateway.send("GET", path).statusCode()).as(path).isEqualTo(200);
            }
        } finally {
            gateway.command().comeBack();
            gateway.query().comeBack();
        }
    }

    @Test
    void aSideThatHangsLeavesTheOutcomeOfAWriteUnknownButNotOfARead() throws Exception {
        var end = new CountDownLatch(1);
        gateway.command().behave(_ -> await(end));
        gateway.query().behave(_ -> await(end));

        var write = gateway.send("POST", "/orders");
        assertThat(write.statusCode()).isEqualTo(503);
        assertThat(write.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(write.body()).contains("/problems/outcome-unknown").contains("same Idempotency-Key");
        var read = gateway.send("GET", "/orders");
        assertThat(read.statusCode()).isEqualTo(503);
        assertThat(read.body()).contains("/problems/side-unavailable").contains("query side");
        end.countDown();
    }

    @Test
    void aWriteWhoseConnectionBreaksIsSentOnceAndItsOutcomeIsUnknown() throws Exception {
        int[] received = new int[1];
        gateway.command().behave(exchange -> {
            received[0]++;
            exchange.getRequestBody().readAllBytes();
            exchange.close();
        });
        var response = gateway.send("DELETE", "/orders/1");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("/problems/outcome-unknown");
        assertThat(received[0]).isEqualTo(1);
    }

    @Test
    void aSmallAnswerThatBreaksOffBecomesAProblem() throws Exception {
        gateway.query().behave(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("only this".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
        var response = gateway.send("GET", "/orders");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("side-unavailable");
    }

    @Test
    void aLargeAnswerThatBreaksOffIsSeenToBeBroken() {
        gateway.query().behave(exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(TestSide.line(200_000).getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });

        assertThatThrownBy(() -> gateway.send("GET", "/orders")).isInstanceOf(IOException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
