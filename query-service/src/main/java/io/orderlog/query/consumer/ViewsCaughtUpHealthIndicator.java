package io.orderlog.query.consumer;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** For readiness: up from the moment the views have once reached what was in the log at the start, while they are views of this log. */
@Component
class ViewsCaughtUpHealthIndicator implements HealthIndicator {

    private final ViewsFollower views;

    ViewsCaughtUpHealthIndicator(ViewsFollower views) {
        this.views = views;
    }

    @Override
    public Health health() {
        String refusal = views.refusal();
        if (refusal != null) {
            return Health.down().withDetail("reason", refusal).build();
        }
        Health.Builder health = views.caughtUp() ? Health.up() : Health.outOfService();
        return health.withDetail("lag", views.lag()).build();
    }
}
