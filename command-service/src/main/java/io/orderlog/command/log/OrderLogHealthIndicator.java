package io.orderlog.command.log;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** For readiness: up once the log has been read to its end and while Kafka answers; else says how far it is, or why it refuses. */
@Component
class OrderLogHealthIndicator implements HealthIndicator {

    private final KafkaOrderLog log;
    private final BrokerWatch brokers;

    OrderLogHealthIndicator(KafkaOrderLog log, BrokerWatch brokers) {
        this.log = log;
        this.brokers = brokers;
    }

    @Override
    public Health health() {
        return switch (log.status()) {
            case LogStatus.Away(String reason) -> Health.outOfService().withDetail("log", "away").withDetail("reason", reason).build();
            case LogStatus.CatchingUp catchingUp -> progress(catchingUp);
            case LogStatus.Current() -> brokers.isAway()
                    ? Health.outOfService().withDetail("log", "away").withDetail("reason", "Kafka does not answer.").build()
                    : Health.up().build();
            case LogStatus.Refusing(String reason, boolean _) -> Health.down().withDetail("reason", reason).build();
        };
    }

    private static Health progress(LogStatus.CatchingUp progress) {
        Health.Builder health = Health.outOfService()
                .withDetail("log", "catching up")
                .withDetail("read", progress.read())
                .withDetail("behind", progress.behind())
                .withDetail("recordsPerSecond", Math.round(progress.recordsPerSecond()));
        Duration left = progress.timeLeft();
        return left == null ? health.build() : health.withDetail("timeLeft", left.toString()).build();
    }
}
