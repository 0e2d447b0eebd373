package io.orderlog.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.chaos.check.Checker;
import io.orderlog.chaos.check.LogReader;
import io.orderlog.chaos.check.LogTruth;
import io.orderlog.chaos.clients.Attempt;
import io.orderlog.chaos.clients.Clients;
import io.orderlog.chaos.clients.Request;
import io.orderlog.chaos.clients.Workload;
import io.orderlog.chaos.house.House;
import io.orderlog.chaos.house.Instance;
import io.orderlog.chaos.house.Sleep;
import io.orderlog.command.log.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A broker that leads a partition sleeps, another takes over, the sleeper wakes up and still believes that it leads. What it says then is
 * old, and nothing that rests on it may be told to a client.
 */
class SleepingLeaderIT {

    private static final List<String> SETTINGS = List.of(
            "--orderlog.log.append-timeout=3s", "--orderlog.log.barrier-timeout=3s", "--orderlog.orders.payment-term=0s");

    @Test
    void aRejectionIsTrueWhateverABrokerSaysThatHasSlept() throws Exception {
        Path directory = Path.of(System.getProperty("chaos.directory", "target/chaos")).resolve("sleeping-leader");
        try (House house = House.open(directory, SETTINGS); Clients clients = Clients.idle(house.instances())) {
            Instance one = house.instances().get(0);
            Instance other = house.instances().get(1);
            Receipt placed = Objects.requireNonNull(
                    clients.ask(0, one, new Request(Workload.placement(1), null, "placement", null)).receipt());
            release(clients, other, placed.orderId());
            int leader = house.cluster().leaderOf(House.TOPIC, placed.partition());

            List<Future<Attempt>> releases = new ArrayList<>();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                try (Sleep _ = house.cluster().putToSleep(leader)) {
                    holdUntilAccepted(clients, one, placed.orderId());
                    for (int i = 0; i < 20; i++) {
                        releases.add(executor.submit(() -> release(clients, other, placed.orderId())));
                        Thread.sleep(100);
                    }
                }
                for (int i = 0; i < 10; i++) {
                    releases.add(executor.submit(() -> release(clients, other, placed.orderId())));
                }
            }
            for (Future<Attempt> release : releases) {
                release.get();
            }
            house.awaitReady();
            LogTruth truth = LogTruth.of(LogReader.read(house.cluster().bootstrapServers(), House.TOPIC));
            assertThat(Checker.check(clients.end(), truth)).isEmpty();
        }
    }

    private static void holdUntilAccepted(Clients clients, Instance instance, UUID orderId) {
        AtomicInteger tries = new AtomicInteger();
        Awaitility.await("another leader").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            String reason = "hold-" + tries.incrementAndGet();
            Attempt hold = clients.ask(0, instance, new Request(Workload.hold(reason), orderId, reason, null));
            assertThat(hold.receipt()).as("%s: %s", reason, hold.answer()).isNotNull();
        });
    }

    private static Attempt release(Clients clients, Instance instance, UUID orderId) throws InterruptedException {
        return clients.ask(1, instance, new Request(Workload.release(), orderId, null, null));
    }
}
