package io.orderlog.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private final TailPositions positions = new TailPositions(2);
    private final CatchUp catchUp =
            new CatchUp(Map.of(new TopicPartition("orders.events", 0), 600L, new TopicPartition("orders.events", 1), 400L), positions);

    @Test
    void countsWhatIsLeftOfAllPartitionsUntilNothingIs() {
        assertThat(catchUp.status()).matches(status -> progress(status).read() == 0 && progress(status).behind() == 1_000);

        positions.moveTo(0, 250);
        catchUp.read(250);
        assertThat(catchUp.status()).matches(status -> progress(status).read() == 250 && progress(status).behind() == 750);

        positions.moveTo(0, 601);
        positions.moveTo(1, 400);
        assertThat(catchUp.status()).isEqualTo(new LogStatus.Current());
    }

    @Test
    void theTimeLeftFollowsFromTheTimeSpent() {
        assertThat(new LogStatus.CatchingUp(250, 750, Duration.ofSeconds(2)).timeLeft()).isEqualTo(Duration.ofSeconds(6));
        assertThat(new LogStatus.CatchingUp(0, 750, Duration.ofSeconds(2)).timeLeft()).isNull();
    }

    private static LogStatus.CatchingUp progress(LogStatus status) {
        return (LogStatus.CatchingUp) status;
    }
}
