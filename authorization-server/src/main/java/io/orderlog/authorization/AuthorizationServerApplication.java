package io.orderlog.authorization;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** The authorization server as a process of its own, configured in {@code authorization-server.yml}. */
public final class AuthorizationServerApplication {

    private AuthorizationServerApplication() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(AuthorizationServer.class)
                .properties("spring.config.name=authorization-server")
                .run(args);
    }
}
