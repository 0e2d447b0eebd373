package io.orderlog.command.log;

import io.orderlog.embedded.testing.TestKafka;
import io.orderlog.event.RecordedEvent;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** A broker for the tests of a class, and for each of them a topic, a disk and an order of its own. */
final class OrdersTopic implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private @Nullable TestKafka kafka;
    private @Nullable Path directory;
    private String topic = "";
    private UUID orderId = new UUID(0, 0);

    @Override
    public void beforeAll(ExtensionContext context) {
        kafka = TestKafka.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("orderlog-states-");
        topic = "orders." + UUID.randomUUID();
        orderId = UUID.randomUUID();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Objects.requireNonNull(kafka).close();
    }

    String topic() {
        return topic;
    }

    UUID orderId() {
        return orderId;
    }

    Path directory() {
        return Objects.requireNonNull(directory);
    }

    String bootstrapServers() {
        return Objects.requireNonNull(kafka).bootstrapServers();
    }

    TestLog start() {
        return start("states", 12);
    }

    /** Does not wait for it. */
    TestLog begin() {
        return TestLog.begin(bootstrapServers(), topic, directory().resolve("states"), 12);
    }

    /** @param name of the directory for its states */
    TestLog start(String name, int partitions) {
        return TestLog.start(bootstrapServers(), topic, directory().resolve(name), partitions);
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    OrderState stateOf(TestLog log) {
        return Objects.requireNonNull(log.log().state(orderId));
    }

    RecordedEvent placed(long version, String previousHash, @Nullable Instant due) {
        return event(version, previousHash,
                TestEvents.placed(List.of(new OrderLine(1, "85123A", "WHITE HANGING HEART", 6, 255, Map.of())), due));
    }

    RecordedEvent held(long version, String previousHash) {
        return event(version, previousHash, new OrderEvent.Held("checked"));
    }

    RecordedEvent event(long version, String previousHash, OrderEvent event) {
        return TestEvents.recorded(orderId, version, previousHash, event);
    }
}
