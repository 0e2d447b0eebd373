package io.orderlog.command.handling;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandProperties.class)
class HandlingConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
