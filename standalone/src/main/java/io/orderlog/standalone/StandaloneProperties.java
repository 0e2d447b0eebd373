package io.orderlog.standalone;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Where the house stands. Each can be given as an argument ({@code --orderlog.port=8081}) or in the environment
 * ({@code ORDERLOG_PORT=8081}).
 *
 * @param data the folder that keeps everything between runs; deleting it starts afresh
 * @param address the network address that the gateway listens on; tokens travel unencrypted, so by default this machine's own
 * @param port the port of the gateway
 * @param kafkaPort the port of Kafka, on this machine's own address; 0: a free one
 * @param postgresPort the port of Postgres, on this machine's own address; 0: a free one
 */
@ConfigurationProperties("orderlog")
record StandaloneProperties(
        @DefaultValue("orderlog-data") Path data,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8080") int port,
        @DefaultValue("0") int kafkaPort,
        @DefaultValue("0") int postgresPort) {

    /** The gateway as its users on this machine reach it. */
    String url() {
        boolean onThisMachine = address.equals("127.0.0.1") || address.equals("0.0.0.0");
        return "http://%s:%d".formatted(onThisMachine ? "localhost" : address, port);
    }

    /**
     * Read before any application starts, because the applications write their log into the data folder.
     *
     * @throws StartFailure if a setting is not of its kind
     */
    static StandaloneProperties read(String... arguments) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        ConfigurationPropertySources.attach(environment);
        try {
            return Binder.get(environment).bindOrCreate("orderlog", StandaloneProperties.class);
        } catch (BindException e) {
            Object value = e.getProperty() == null ? "given" : e.getProperty().getValue();
            throw new StartFailure("The setting %s cannot be %s.".formatted(e.getName(), value));
        }
    }
}
