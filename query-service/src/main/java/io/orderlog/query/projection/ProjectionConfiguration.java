package io.orderlog.query.projection;

import io.orderlog.event.EventCodec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProjectionConfiguration {

    /** What this release can read. */
    @Bean
    EventCodec eventCodec() {
        return new EventCodec();
    }
}
