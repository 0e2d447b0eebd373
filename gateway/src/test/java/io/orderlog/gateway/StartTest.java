package io.orderlog.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** The gateway is replaced while clients knock. */
@Timeout(60)
class StartTest {

    @Test
    void theFirstRequestOfAllIsPassedOnAlreadyWhileTheGatewayStarts() throws Exception {
        var answer = new CompletableFuture<Integer>();
        // Published once the port is open, and before the context is complete.
        ApplicationListener<WebServerInitializedEvent> knock = event -> answer.complete(place(event.getWebServer().getPort()));
        try (var side = TestSide.named("side");
                var _ = new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway")
                        .listeners(knock)
                        .run("--server.port=0", "--management.server.port=", "--orderlog.gateway.command-url=" + side.url(),
                                "--orderlog.gateway.query-url=" + side.url())) {
            assertThat(answer).isCompletedWithValue(200);
        }
    }

    private static int place(int port) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders")).POST(BodyPublishers.ofString("{}"));
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
