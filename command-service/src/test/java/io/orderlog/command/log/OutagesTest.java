package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nobody waits for a Kafka that is away, and nobody is turned away by one that is back. */
class OutagesTest {

    private final Outages outages = new Outages(3);

    @Test
    void whileOneFindsOutAllOthersAreTurnedAway() {
        fail(outages, 0);
        try (Outages.Attempt _ = outages.begin(0)) {
            assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> outages.begin(0));
        }
    }

    @Test
    void oneWhoFailsAloneTellsThatAllPartitionsAreAway() {
        fail(outages, 0);
        try (Outages.Attempt _ = outages.begin(2)) {
            assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> outages.begin(2));
        }
    }

    @Test
    void oneWhoFailsWhereAnotherWasAnsweredTellsOfItsOwnPartition() {
        try (Outages.Attempt failing = outages.begin(0)) {
            answer(1);
            failing.failed();
        }
        try (Outages.Attempt _ = outages.begin(1); Outages.Attempt other = outages.begin(1)) {
            other.answered();
        }
        try (Outages.Attempt _ = outages.begin(0)) {
            assertThatExceptionOfType(LogUnavailableException.class).isThrownBy(() -> outages.begin(0));
        }
    }

    @Test
    void whoeverComesToAKafkaThatIsBackGoesOnWithTheOneWhoFindsOut() throws Exception {
        Outages patient = new Outages(1, Outages.forAtMost(Duration.ofMinutes(1)), System::nanoTime);
        fail(patient, 0);
        FutureTask<Boolean> other = new FutureTask<>(() -> {
            try (Outages.Attempt _ = patient.begin(0)) {
                return true;
            }
        });
        try (Outages.Attempt first = patient.begin(0)) {
            Thread thread = Thread.ofPlatform().start(other);
            Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            first.answered();
        }
        assertThat(other.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void fail(Outages outages, int partition) {
        try (Outages.Attempt attempt = outages.begin(partition)) {
            attempt.failed();
        }
    }

    private void answer(int partition) {
        try (Outages.Attempt attempt = outages.begin(partition)) {
            attempt.answered();
        }
    }
}
