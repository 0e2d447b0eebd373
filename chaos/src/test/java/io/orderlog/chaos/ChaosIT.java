package io.orderlog.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.chaos.check.Checker;
import io.orderlog.chaos.check.LogReader;
import io.orderlog.chaos.check.LogTruth;
import io.orderlog.chaos.check.Violation;
import io.orderlog.chaos.check.Violation.Kind;
import io.orderlog.chaos.clients.Attempt;
import io.orderlog.chaos.clients.Clients;
import io.orderlog.chaos.faults.Fault;
import io.orderlog.chaos.faults.FaultKind;
import io.orderlog.chaos.faults.Faults;
import io.orderlog.chaos.house.House;
import io.orderlog.query.testing.TopicFold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** {@code -Dchaos.duration=PT20M} breaks things for longer, {@code -Dchaos.seed=42} breaks them in the same order again. */
class ChaosIT {

    private static final Duration LOG_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration PAYMENT_TERM = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofMinutes(2);

    /** An instance that sleeps for so long has missed every time-out of brokers, instances and clients. */
    private static final Duration LONGER_THAN_TIMEOUTS = Clients.PATIENCE.plusSeconds(2);

    private static final List<String> SETTINGS = List.of(
            "--orderlog.log.append-timeout=" + LOG_TIMEOUT.toSeconds() + "s",
            "--orderlog.log.barrier-timeout=" + LOG_TIMEOUT.toSeconds() + "s",
            "--orderlog.commands.queue-timeout=" + LOG_TIMEOUT.toSeconds() + "s",
            "--orderlog.orders.payment-term=" + PAYMENT_TERM.toSeconds() + "s");

    @Test
    void whateverBreaksEveryAnswerIsTrue() throws Exception {
        long seed = seed();
        Duration duration = Duration.parse(System.getProperty("chaos.duration", "PT2M"));
        Path directory = Path.of(System.getProperty("chaos.directory", "target/chaos"));
        System.out.printf("chaos for %s, seed %d, in %s%n", duration, seed, directory);

        Report report;
        try (House house = House.open(directory.resolve("house"), SETTINGS); Clients clients = Clients.start(house.instances(), seed)) {
            report = run(house, clients, seed, duration);
        }
        Files.writeString(directory.resolve("report.md"), report.markdown());
        System.out.println(report.markdown());

        assertThat(report.violations()).isEmpty();
        assertThat(report.faults()).as("faults").hasSizeGreaterThan((int) duration.dividedBy(Duration.ofSeconds(30)));
        assertThat(report.attempts()).as("ambiguous outcomes").anyMatch(Attempt::isAmbiguous);
        assertThat(report.attempts()).as("requests").hasSizeGreaterThan((int) duration.toSeconds());
        assertThat(report.superseded()).as("superseded records").isPositive();
    }

    private static long seed() {
        String given = System.getProperty("chaos.seed", "");
        return given.isEmpty() ? ThreadLocalRandom.current().nextInt(1_000_000) : Long.parseLong(given);
    }

    private static Report run(House house, Clients clients, long seed, Duration duration) throws Exception {
        Faults breaking = Faults.start(house, seed, LONGER_THAN_TIMEOUTS);
        Thread.sleep(duration);
        List<Fault> faults = breaking.end();
        List<Attempt> attempts = clients.end();
        house.awaitReady();

        LogTruth truth = awaitRest(house);
        List<Violation> violations = new ArrayList<>(Checker.check(attempts, truth));
        List<Attempt> repeatable = Checker.repeatable(attempts);
        violations.addAll(new InstanceCheck(clients, truth).check(house.instances(), repeatable));
        violations.addAll(differencesOfViews(house));
        int asked = house.instances().size() * (repeatable.size() + truth.orders().size());
        int valid = truth.orders().values().stream().mapToInt(List::size).sum();
        Set<FaultKind> impossible = Faults.impossibleIn(house);
        return new Report(seed, duration, attempts, faults, impossible, breaking.restarts(), truth.orders().size(), valid,
                truth.supersededRecords(), asked, violations);
    }

    /** The log when nothing moves any more: what clients gave up has ended, and every order that nobody paid has expired. */
    private static LogTruth awaitRest(House house) {
        LogTruth[] last = new LogTruth[1];
        Awaitility.await("the log to come to rest").atMost(SETTLING).pollInterval(Duration.ofSeconds(5)).until(() -> {
            LogTruth now = LogTruth.of(LogReader.read(house.cluster().bootstrapServers(), House.TOPIC));
            boolean rests = last[0] != null && last[0].orders().equals(now.orders()) && !now.isStillMoving();
            last[0] = now;
            return rests;
        });
        return last[0];
    }

    private static List<Violation> differencesOfViews(House house) {
        TopicFold fold = TopicFold.of(house.cluster().bootstrapServers(), House.TOPIC);
        List<String> differences = new ArrayList<>();
        try {
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
                List<String> now = house.views().differenceTo(fold);
                differences.clear();
                differences.addAll(now);
                return now.isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            differences.add("the views do not reach the log within a minute");
        }
        return differences.stream().map(difference -> new Violation(Kind.VIEWS_DIFFER, difference)).toList();
    }
}
