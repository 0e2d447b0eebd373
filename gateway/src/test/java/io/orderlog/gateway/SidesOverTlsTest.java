package io.orderlog.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.http.TestCertificate;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Sides with certificates of an authority that only the house knows. */
class SidesOverTlsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void requestsArePassedOnToSidesWhoseCertificatesTheBundleTrustsAndToNoOthers() throws Exception {
        TestCertificate own = TestCertificate.make(folder, "own");
        TestCertificate foreign = TestCertificate.make(folder, "foreign");
        try (TestSide command = TestSide.overTls("command", own.context());
                TestSide query = TestSide.overTls("query", foreign.context());
                ConfigurableApplicationContext gateway = gateway(own, "--orderlog.gateway.command-url=" + command.url(),
                        "--orderlog.gateway.query-url=" + query.url())) {
            assertThat(send(gateway, "POST").body()).isEqualTo("command POST /orders");
            assertThat(send(gateway, "GET").statusCode()).isEqualTo(503);
        }
    }

    private static ConfigurableApplicationContext gateway(TestCertificate trusted, String... sides) {
        Stream<String> tls = Stream.of("--orderlog.gateway.ssl-bundle=sides",
                "--spring.ssl.bundle.jks.sides.truststore.location=file:" + trusted.keys(),
                "--spring.ssl.bundle.jks.sides.truststore.password=" + TestCertificate.PASSWORD,
                "--spring.ssl.bundle.jks.sides.truststore.type=PKCS12");
        return new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway")
                .run(Stream.concat(Stream.of("--server.port=0", "--management.server.port="), Stream.concat(tls, Stream.of(sides)))
                        .toArray(String[]::new));
    }

    private static HttpResponse<String> send(ConfigurableApplicationContext gateway, String method) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + gateway.getEnvironment().getRequiredProperty("local.server.port") + "/orders");
        var request = HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build();
        return TestGateway.CLIENT.send(request, BodyHandlers.ofString());
    }
}
