package io.orderlog.standalone;

import io.orderlog.authorization.AuthorizationServer;
import io.orderlog.command.CommandServiceApplication;
import io.orderlog.embedded.EmbeddedDatabase;
import io.orderlog.embedded.EmbeddedKafka;
import io.orderlog.gateway.GatewayApplication;
import io.orderlog.query.QueryServiceApplication;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The parts of the house: started from the foundations up, ended from the roof down. */
final class House implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(House.class);
    /** Threads of their own: the common pool's do not see the application's classes when it runs from one jar. */
    private static final Executor THREADS = task -> Thread.ofPlatform().name("start").start(task);

    private final DataFolder folder;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<CompletableFuture<?>> starting = new ArrayList<>();
    private boolean ending;

    House(DataFolder folder) {
        this.folder = folder;
        parts.push(folder);
    }

    void start(StandaloneProperties properties) {
        startLogging();
        var startingKafka = inParallel(
                () -> EmbeddedKafka.start(new EmbeddedKafka.Settings(folder.kafka(), properties.kafkaPort(), true)));
        var startingDatabase = inParallel(
                () -> EmbeddedDatabase.start(new EmbeddedDatabase.Settings(folder.postgres(), properties.postgresPort(), true)));
        var startingAuthorization = inParallel(() -> authorizationServer(properties));
        var kafka = started(startingKafka);
        var database = started(startingDatabase);
        Screen.infrastructure(kafka, database);
        var authorization = started(startingAuthorization);
        List<String> trust = trust(properties, authorization);
        var startingCommand = inParallel(() -> commandService(kafka, trust));
        var startingQuery = inParallel(() -> queryService(kafka, database, trust));
        var command = started(startingCommand);
        var query = started(startingQuery);
        started(inParallel(() -> gateway(properties, command, query, authorization)));
        Readiness.await("The command side", managementAddress(command));
        Readiness.await("The query side", managementAddress(query));
    }

    /** One small application sets up the log for all; each of the others would do it again, in its own way. */
    private void startLogging() {
        started(inParallel(() -> application(Log.class, "standalone", List.of("--logging.file.name=" + folder.log()))));
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    }

    /** Clients know it by the gateway's address, which leads to it. */
    private ConfigurableApplicationContext authorizationServer(StandaloneProperties properties) {
        return application(AuthorizationServer.class, "authorization-server", List.of("--server.address=127.0.0.1", "--server.port=0",
                "--orderlog.authorization.issuer=" + properties.url(), "--orderlog.authorization.secrets=" + folder.clients()));
    }

    /** What makes a service trust the tokens of that server. */
    private static List<String> trust(StandaloneProperties properties, ConfigurableApplicationContext authorization) {
        String setting = "--spring.security.oauth2.resourceserver.jwt.";
        return List.of(setting + "issuer-uri=" + properties.url(), setting + "jwk-set-uri=" + address(authorization) + "/oauth2/jwks");
    }

    private ConfigurableApplicationContext commandService(EmbeddedKafka kafka, List<String> trust) {
        return service(
                CommandServiceApplication.class,
                "command-service",
                kafka,
                trust,
                List.of("--orderlog.log.states-directory=" + folder.states(), "--orderlog.log.replication-factor=1"));
    }

    private static ConfigurableApplicationContext queryService(EmbeddedKafka kafka, EmbeddedDatabase database,
            List<String> trust) {
        return service(QueryServiceApplication.class, "query-service", kafka, trust,
                List.of("--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.username()));
    }

    /** A service listens on a free port of this machine's own address, where only the gateway looks for it. */
    private static ConfigurableApplicationContext service(Class<?> application, String configuration, EmbeddedKafka kafka,
            List<String> trust, List<String> settings) {
        var all = new ArrayList<>(settings);
        all.addAll(trust);
        all.addAll(List.of("--server.address=127.0.0.1", "--server.port=0", "--management.server.port=0",
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                // On every class path here because the gateway is: forms are for the service to refuse.
                "--spring.cloud.gateway.server.webmvc.form-filter.enabled=false"));
        return application(application, configuration, all);
    }

    private static ConfigurableApplicationContext gateway(StandaloneProperties properties, ConfigurableApplicationContext command,
            ConfigurableApplicationContext query, ConfigurableApplicationContext authorization) {
        return application(GatewayApplication.class, "gateway", List.of("--server.address=" + properties.address(),
                "--server.port=" + properties.port(), "--orderlog.gateway.command-url=" + address(command),
                "--orderlog.gateway.query-url=" + address(query), "--orderlog.gateway.authorization-url=" + address(authorization),
                "--management.server.address=127.0.0.1", "--management.server.port=0"));
    }

    private static String address(ConfigurableApplicationContext service) {
        return "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** Where a service says how it is. */
    private static String managementAddress(ConfigurableApplicationContext service) {
        return "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.management.port");
    }

    private static ConfigurableApplicationContext application(Class<?> application, String configuration, List<String> settings) {
        var arguments = new ArrayList<>(settings);
        arguments.add("--spring.config.name=" + configuration);
        return new SpringApplicationBuilder(application).bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }

    /** Starts a part beside the others. It is ended with the house, whatever becomes of the other parts. */
    private <T extends AutoCloseable> CompletableFuture<T> inParallel(Supplier<T> start) {
        synchronized (parts) {
            if (ending) {
                throw new StartFailure("Orderlog was ended while it was starting.");
            }
            CompletableFuture<T> part = CompletableFuture.supplyAsync(() -> keep(start.get()), THREADS);
            starting.add(part);
            return part;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        synchronized (parts) {
            parts.push(part);
        }
        return part;
    }

    private static <T> T started(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    /**
     * Ends the gateway first, so that nobody is answered by half a house, and the servers last. Parts that are still starting are waited
     * for: a Postgres that is left alone would go on running.
     */
    @Override
    public void close() {
        List<CompletableFuture<?>> unfinished;
        synchronized (parts) {
            ending = true;
            unfinished = List.copyOf(starting);
        }
        unfinished.forEach(part -> part.handle((_, _) -> true).join());
        while (!parts.isEmpty()) {
            end(parts.pop());
        }
    }

    private static void end(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.warn("A part of the house did not end properly", e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Log {}
}
