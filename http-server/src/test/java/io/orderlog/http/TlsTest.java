package io.orderlog.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** TLS as it is configured: by an SSL bundle of Spring Boot. */
class TlsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aPortSpeaksTlsAndTakesANewCertificateWithoutARestart() throws Exception {
        Path keys = TestCertificate.make(folder, "first").keys();
        try (ConfigurableApplicationContext service = run(keys)) {
            assertThat(get(service, keys)).isEqualTo("200 CN=first");

            Path next = TestCertificate.make(folder, "second").keys();
            Files.move(next, keys, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> get(service, keys).equals("200 CN=second"));
        }
    }

    private static ConfigurableApplicationContext run(Path keys) {
        return new SpringApplicationBuilder(Service.class).run(
                "--server.port=0",
                "--server.ssl.bundle=server",
                "--spring.ssl.bundle.jks.server.keystore.location=file:" + keys,
                "--spring.ssl.bundle.jks.server.keystore.password=" + TestCertificate.PASSWORD,
                "--spring.ssl.bundle.jks.server.keystore.type=PKCS12",
                "--spring.ssl.bundle.jks.server.reload-on-update=true",
                "--spring.ssl.bundle.watch.file.quiet-period=200ms",
                "--spring.main.banner-mode=off");
    }

    /** The status, and the name on the certificate that was shown. */
    private static String get(ConfigurableApplicationContext service, Path trusted) throws Exception {
        URI address = URI.create("https://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port") + "/");
        try (HttpClient client = HttpClient.newBuilder().sslContext(new TestCertificate(trusted).context()).build()) {
            var answer = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            var certificate = (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
            return answer.statusCode() + " " + certificate.getSubjectX500Principal().getName();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class Service {

        @GetMapping("/")
        String greet() {
            return "hello";
        }
    }
}
