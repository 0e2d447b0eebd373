package io.orderlog.standalone.fuzz;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.access.testing.TestTokens;
import io.orderlog.standalone.WatchedHouse;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.coyote.AbstractProtocol;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Whatever clients send, and however slowly: nobody learns what is inside, nothing is changed that was refused, and the house goes on. */
class HostileInputIT {

    private static final int REQUESTS = Integer.getInteger("orderlog.fuzz.requests", 3_000);
    /** The same each time in the build, so that only a change of the code turns it red. */
    private static final long SEED = Long.getLong("orderlog.fuzz.seed", 1);
    private static final long FIRST = Long.getLong("orderlog.fuzz.first", 0);
    private static final int BETWEEN_CHECKS = 1_000;
    private static final int ENOUGH = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String ORDER = """
            {"customerId": "1", "currency": "GBP", "lines": [{"sku": "1", "quantity": 1, "unitPrice": 1}]}""";

    private static WatchedHouse house;

    /** Nothing is to be in the log but what was asked for; and answers are to be larger than the buffers that slow clients may fill. */
    @BeforeAll
    static void start(@TempDir Path directory) {
        house = new WatchedHouse(directory,
                List.of("--orderlog.commands.expiry-interval=1d", "--orderlog.http.patience=" + PATIENCE.toSeconds() + "s",
                        "--orderlog.http.send-buffer=8KB"));
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void nothingThatAClientSendsBreaksTheHouse() throws Exception {
        SaidLines lines = SaidLines.listen();
        try (Run run = new Run(house, SEED)) {
            long begun = System.nanoTime();
            for (long next = FIRST; next < FIRST + REQUESTS && run.complaints().size() < ENOUGH; next += BETWEEN_CHECKS) {
                run.send(next, Math.min(next + BETWEEN_CHECKS, FIRST + REQUESTS));
                everyServiceIsWell();
            }
            System.out.printf("fuzz: %,d requests from number %d on, seed %d, in %d s: %s%n", REQUESTS, FIRST, SEED,
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(), run.figures());
            assertThat(run.complaints()).isEmpty();
            assertThat(lines.faults()).isEmpty();
        } finally {
            lines.stop();
        }
        placeAndRead();
    }

    @Test
    void hundredsOfSlowClientsAreCutOffAndStopNobodyElse() throws Exception {
        List<Duration> before = durations(20, () -> true);
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        try (SlowCrowd crowd = new SlowCrowd()) {
            crowd.visit(house.port(house.gateway()), "/orders", "/openapi/query");
            crowd.visit(house.port(house.command()), "/orders", "/v3/api-docs");
            crowd.visit(house.port(house.query()), "/rebuilds", "/v3/api-docs");

            List<Duration> meanwhile = durations(3, crowd::isGone);

            assertThat(median(meanwhile)).isLessThan(median(before).multipliedBy(20).plusSeconds(1));
            assertThat(meanwhile).allSatisfy(duration -> assertThat(duration).isLessThan(Duration.ofSeconds(20)));
            assertThat(crowd.senders()).allSatisfy(fate -> {
                assertThat(fate.after()).isBetween(PATIENCE, Duration.ofMinutes(1));
                assertThat(fate.answer()).startsWith("HTTP/1.1 408").contains("/problems/body-too-slow");
            });
            assertThat(crowd.takers()).allSatisfy(fate -> {
                assertThat(fate.after()).isBetween(PATIENCE, Duration.ofMinutes(1));
                assertThat(fate.answer()).startsWith("HTTP/1.1 200").doesNotEndWith("}\r\n0\r\n\r\n").hasSizeLessThan(60_000);
            });
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            house.services().forEach(service -> assertThat(connections(service)).isLessThan(50));
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 50);
        });
        everyServiceIsWell();
    }

    private interface Ended {

        boolean yet();
    }

    /** How long it takes to place an order and to read it, at least so often and until it is the end. */
    private static List<Duration> durations(int atLeast, Ended end) throws Exception {
        List<Duration> durations = new ArrayList<>();
        while (durations.size() < atLeast || !end.yet()) {
            long begun = System.nanoTime();
            placeAndRead();
            durations.add(Duration.ofNanos(System.nanoTime() - begun));
        }
        return durations;
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static void placeAndRead() throws Exception {
        HttpResponse<String> placed = house.post("/orders", ORDER, TestTokens.HEADER, TestTokens.everything());
        assertThat(placed.statusCode()).as(placed.body()).isEqualTo(201);
        HttpResponse<String> read =
                house.get(placed.headers().firstValue("Location").orElseThrow(), TestTokens.HEADER, TestTokens.everything(),
                        "Consistency-Token", placed.headers().firstValue("Consistency-Token").orElseThrow());
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    }

    private static void everyServiceIsWell() throws Exception {
        for (ConfigurableApplicationContext service : house.services()) {
            assertThat(house.ask(service, "/actuator/health")).contains("\"status\":\"UP\"").doesNotContain("DOWN");
        }
    }

    private static long connections(ConfigurableApplicationContext service) {
        var server = (TomcatWebServer) requireNonNull(((WebServerApplicationContext) service).getWebServer());
        return ((AbstractProtocol<?>) server.getTomcat().getConnector().getProtocolHandler()).getConnectionCount();
    }
}
