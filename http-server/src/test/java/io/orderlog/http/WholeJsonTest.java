package io.orderlog.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How answers go out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeJsonTest {

    private final HttpClient client = HttpClient.newHttpClient();
    @SuppressWarnings("NullAway.Init")
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start() {
        service = new SpringApplicationBuilder(Service.class).run("--server.port=0", "--spring.main.banner-mode=off");
    }

    @AfterAll
    void stop() {
        client.close();
        service.close();
    }

    @Test
    void jsonIsWrittenWholeWithItsLengthInFront() throws Exception {
        assertWhole("/json", "application/json", "{\"name\":\"Zoë\"}");
    }

    @Test
    void problemsAreWrittenWhole() throws Exception {
        assertWhole("/problem", "application/problem+json",
                "{\"instance\":\"/problem\",\"status\":409,\"title\":\"Conflict\",\"type\":\"/problems/gone\"}");
    }

    @Test
    void textThatIsJsonAlreadyIsLeftAsItIs() throws Exception {
        assertWhole("/text", "application/json", "{\"a\": 1}");
        assertWhole("/bytes", "application/json", "{\"b\": 2}");
    }

    private void assertWhole(String path, String type, String body) throws Exception {
        URI address = URI.create("http://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port") + path);
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith(type);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(body.getBytes(StandardCharsets.UTF_8).length);
        assertThat(answer.headers().firstValue("Transfer-Encoding")).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class Service {

        @GetMapping("/json")
        Map<String, String> json() {
            return Map.of("name", "Zoë");
        }

        @GetMapping("/problem")
        ProblemDetail problem() {
            ProblemDetail problem = ProblemDetail.forStatus(409);
            problem.setType(URI.create("/problems/gone"));
            problem.setTitle("Conflict");
            return problem;
        }

        @GetMapping(path = "/text", produces = MediaType.APPLICATION_JSON_VALUE)
        String text() {
            return "{\"a\": 1}";
        }

        @GetMapping(path = "/bytes", produces = MediaType.APPLICATION_JSON_VALUE)
        byte[] bytes() {
            return "{\"b\": 2}".getBytes(StandardCharsets.UTF_8);
        }
    }
}
