package io.orderlog.command.log;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** For liveness: down when this instance refuses to go on because of a defect of its own. No restart cures a log that is damaged. */
@Component
class DefectHealthIndicator implements HealthIndicator {

    private final KafkaOrderLog log;

    DefectHealthIndicator(KafkaOrderLog log) {
        this.log = log;
    }

    @Override
    public Health health() {
        return log.status() instanceof LogStatus.Refusing(String reason, boolean defect) && defect
                ? Health.down().withDetail("reason", reason).build()
                : Health.up().build();
    }
}
