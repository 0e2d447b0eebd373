package io.orderlog.query.parked;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(ParkedProperties.class)
class ParkedConfiguration implements SchedulingConfigurer {

    private final ParkedRepairs repairs;
    private final ParkedProperties properties;

    ParkedConfiguration(ParkedRepairs repairs, ParkedProperties properties) {
        this.repairs = repairs;
        this.properties = properties;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(new FixedDelayTask(repairs::carryOn, properties.carryOnInterval(), properties.carryOnInterval()));
    }
}
