package io.orderlog.query.consumer;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down as soon as this instance had to stop a partition, and says why. */
@Component
class ViewsHealthIndicator implements HealthIndicator {

    private final ViewsFollower views;

    ViewsHealthIndicator(ViewsFollower views) {
        this.views = views;
    }

    @Override
    public Health health() {
        Map<String, String> stopped = views.stopped();
        String refusal = views.refusal();
        if (refusal != null) {
            return Health.down().withDetail("reason", refusal).withDetail("stopped", stopped).build();
        }
        if (!stopped.isEmpty()) {
            return Health.down().withDetail("stopped", stopped).withDetail("lag", views.lag()).build();
        }
        return Health.up().withDetail("lag", views.lag()).build();
    }
}
