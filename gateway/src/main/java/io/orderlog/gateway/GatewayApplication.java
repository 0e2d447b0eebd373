package io.orderlog.gateway;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the gateway; its configuration is {@code gateway.yml}. */
@SpringBootApplication
@EnableConfigurationProperties(GatewayProperties.class)
public class GatewayApplication {

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=gateway").run(arguments);
    }
}
