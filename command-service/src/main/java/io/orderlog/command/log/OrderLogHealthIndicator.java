package io.orderlog.command.log;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up once the log has been read to its end; until then says how far it is, or why it refuses. */
@Component
class OrderLogHealthIndicator implements HealthIndicator {

    private final KafkaOrderLog log;

    OrderLogHealthIndicator(KafkaOrderLog log) {
        this.log = log;
    }

    @Override
    public Health health() {
        return switch (log.status()) {
            case LogStatus.Connecting() -> Health.outOfService().withDetail("log", "connecting").build();
            case LogStatus.CatchingUp(long read, long behind) ->
                Health.outOfService().withDetail("log", "catching up").withDetail("read", read).withDetail("behind", behind).build();
            case LogStatus.Current() -> Health.up().build();
            case LogStatus.Refusing(String reason) -> Health.down().withDetail("reason", reason).build();
        };
    }
}
