package io.orderlog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlog.query.testing.TopicFold;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole house as a user starts it: one process, real Kafka and Postgres, everything through the gateway. */
class LauncherIT {

    private static final String ORDER =
            """
                    {"customerId": "17850", "currency": "GBP", "lines": [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 100, "unitPrice": 255}]}""";

    @TempDir
    private Path directory;

    @Test
    void theCurlOnTheScreenPlacesAnOrderThatCanBeReadAndCtrlCEndsEverything() throws Exception {
        int port = Launched.freePort();
        try (Launched launched = Launched.startWith(directory, port, List.of("--orderlog.port=" + port)).awaitReady()) {
            Process curl = new ProcessBuilder("bash", "-c", launched.curls() + " -s").directory(directory.toFile()).start();
            String answer = new String(curl.getInputStream().readAllBytes());
            assertThat(answer).startsWith("HTTP/1.1 201").contains("\"status\":\"OPEN\"");

            HttpResponse<String> read = launched.get(header(answer, "Location"), "Consistency-Token", header(answer, "Consistency-Token"));
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.headers().firstValue("ETag")).hasValue("\"1\"");

            for (String description : List.of("/openapi/command", "/openapi/query")) {
                assertThat(launched.get(description).statusCode()).isEqualTo(200);
            }
            assertThat(launched.get("/actuator/metrics").statusCode()).isEqualTo(404);
            everyClientSeesWhatIsForIt(launched);
            nobodyOnTheNetworkReaches(launched);

            launched.end();
            launched.awaitEnd();
            assertThat(launched.screen().lines().count()).as(launched.screen()).isLessThan(17);
            assertThat(launched.screen()).doesNotContain("WARNING");
            assertThat(Files.readAllLines(directory.resolve("orderlog-data/orderlog.log"))).noneMatch(
                    line -> line.matches(".* (WARN|ERROR) .*") && !line.contains("kafka"));
            assertThat(postgresLives()).isFalse();
        }
    }

    /** After an order of customer 17850 was placed. */
    private static void everyClientSeesWhatIsForIt(Launched launched) throws Exception {
        assertThat(launched.post("/orders", ORDER.replace("17850", "12345")).statusCode()).isEqualTo(201);
        for (String client : List.of("shop", "warehouse", "customer", "auditor", "operator")) {
            HttpResponse<String> orders = launched.getAs(client, "/orders?customer=17850");
            assertThat(orders.statusCode()).as(client).isEqualTo(200);
            assertThat(orders.body()).contains("17850");
        }
        assertThat(launched.getAs("customer", "/orders").body()).contains("17850").doesNotContain("12345");
        assertThat(launched.getAs("customer", "/orders?customer=12345").statusCode()).isEqualTo(404);
        assertThat(launched.getAs("customer", "/sales/products").statusCode()).isEqualTo(403);
    }

    private static void nobodyOnTheNetworkReaches(Launched launched) throws Exception {
        for (InetAddress address : NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList()) {
            if (!address.isLoopbackAddress() && address instanceof Inet4Address) {
                assertThatThrownBy(() -> new Socket(address, launched.url("/").getPort()).close()).isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void aDataFolderThatLostItsLogIsRefusedInOneSentence() throws Exception {
        try (Launched first = Launched.start(directory, Launched.freePort()).awaitReady()) {
            assertThat(first.post("/orders", ORDER).statusCode()).isEqualTo(201);
            first.end();
            first.awaitEnd();
        }
        FileUtils.deleteDirectory(directory.resolve("orderlog-data/kafka").toFile());
        try (Launched refused = Launched.start(directory, Launched.freePort())) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(refused.screen().lines().toList().getLast()).contains("refuses to work", "orders.events",
                    "delete the states directory");
        }
    }

    @Test
    void whatStandsInTheWayIsSaidInOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Launched refused = Launched.start(directory, taken.getLocalPort())) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(refused.screen()).containsOnlyOnce("\n").contains("is taken by another program");
        }
        int port = Launched.freePort();
        try (Launched first = Launched.start(directory, port).awaitReady();
                Launched second = Launched.start(directory, Launched.freePort())) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.screen()).containsOnlyOnce("\n").contains("Another Orderlog is running on the data folder");
            assertThat(first.get("/orders").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void settingsThatCannotBeAreNamedInOneSentence() throws Exception {
        try (Launched refused = Launched.startWith(directory, 0, List.of("--orderlog.port=abc"))) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(refused.screen()).isEqualTo("The setting orderlog.port cannot be abc.\n");
        }
        try (Launched refused = Launched.start(directory, Launched.freePort(), "--orderlog.address=192.0.2.1")) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(refused.screen()).containsOnlyOnce("\n").contains("cannot listen on 192.0.2.1");
        }
    }

    @Test
    void aStartThatFailsOrIsCutShortLeavesNoServerBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Launched refused = Launched.start(directory, Launched.freePort(), "--orderlog.kafka-port=" + taken.getLocalPort())) {
            assertThat(refused.awaitEnd()).isEqualTo(1);
            assertThat(postgresLives()).isFalse();
        }
        try (Launched cutShort = Launched.start(directory, Launched.freePort())) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::postgresLives);
            cutShort.end();
            cutShort.awaitEnd();
            assertThat(postgresLives()).isFalse();
        }
    }

    @Test
    void oneRequestFiftyTimesAtOnceIsOneEventAndFiftyDifferentOnesAreFiftyVersions() throws Exception {
        try (Launched launched = Launched.start(directory, Launched.freePort()).awaitReady()) {
            List<HttpResponse<String>> same = atOnce(_ -> () -> launched.post("/orders", ORDER, "Idempotency-Key", "one"));

            assertThat(same).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
            assertThat(same.stream().map(HttpResponse::body).distinct()).hasSize(1);
            assertThat(same.stream().map(answer -> answer.headers().firstValue("Location")).distinct()).hasSize(1);
            assertThat(TopicFold.of(launched.kafka(), "orders.events").valid()).hasSize(1);

            String order = same.getFirst().headers().firstValue("Location").orElseThrow();
            List<HttpResponse<String>> different = atOnce(i -> () -> launched.post(
                    order + "/shipments", "{\"lines\": [{\"line\": 1, \"quantity\": 1}], \"trackingNumber\": \"" + i + "\"}"));

            assertThat(different.stream().map(LauncherIT::version).sorted())
                    .containsExactlyElementsOf(LongStream.rangeClosed(2, 51).boxed().toList());
            assertThat(TopicFold.of(launched.kafka(), "orders.events").valid()).hasSize(51);
        }
    }

    private boolean postgresLives() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .anyMatch(command -> command.contains("postgres") && command.contains(directory.toString()));
    }

    private static String header(String answer, String name) {
        return answer.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2).strip())
                .findFirst()
                .orElseThrow();
    }

    private static long version(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return Long.parseLong(answer.headers().firstValue("ETag").orElseThrow().replace("\"", ""));
    }

    private static List<HttpResponse<String>> atOnce(IntFunction<Callable<HttpResponse<String>>> request) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : executor.invokeAll(IntStream.range(0, 50).mapToObj(request).toList())) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
