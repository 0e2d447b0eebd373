package io.orderlog.query.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveProperties.class)
class LiveConfiguration implements WebMvcConfigurer {

    /** Whoever waits for own writes does so first. */
    private static final int AFTER_CONSISTENCY = 10;

    private final OrderWaits waits;
    private final LiveProperties properties;

    LiveConfiguration(OrderWaits waits, LiveProperties properties) {
        this.waits = waits;
        this.properties = properties;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new LongPolling(waits, properties))
                .addPathPatterns("/orders/*", "/orders/*/events")
                .order(AFTER_CONSISTENCY);
    }

    @Bean
    static MeterBinder waiting(EventFeed feed) {
        return meters -> Gauge.builder("orderlog.live.waiting", feed, EventFeed::subscribers)
                .description("Streams and requests that wait for events")
                .register(meters);
    }
}
