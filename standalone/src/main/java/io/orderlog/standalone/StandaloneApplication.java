package io.orderlog.standalone;

import io.orderlog.embedded.EmbeddedServerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.LoggerFactory;

/** Starts the whole house with one command and says where it is. */
public final class StandaloneApplication {

    private StandaloneApplication() {}

    public static void main(String[] arguments) {
        var began = Instant.now();
        var properties = StandaloneProperties.read(arguments);
        try {
            DataFolder folder = DataFolder.open(properties.data());
            requireFreePort(properties);
            Screen.starting(folder);
            start(folder, properties);
            Screen.ready(Duration.between(began, Instant.now()), properties.port());
        } catch (StartFailure e) {
            Screen.failure(e.sentence());
            System.exit(1);
        }
    }

    private static void start(DataFolder folder, StandaloneProperties properties) {
        var house = new House(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(house::close, "end"));
        try {
            house.start(properties);
        } catch (StartFailure e) {
            throw e;
        } catch (EmbeddedServerException e) {
            LoggerFactory.getLogger(StandaloneApplication.class).info("An embedded server failed", e);
            throw new StartFailure("%s. The details are in %s.".formatted(e.getMessage(), folder.log()));
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(StandaloneApplication.class).info("A part of the house failed", e);
            throw new StartFailure("Orderlog could not start: %s. The details are in %s.".formatted(e.getMessage(), folder.log()));
        }
    }

    private static void requireFreePort(StandaloneProperties properties) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(properties.address()), properties.port()));
        } catch (IOException e) {
            throw new StartFailure("Port %d is taken by another program: stop that, or choose another port with ORDERLOG_PORT=%d."
                    .formatted(properties.port(), properties.port() + 1));
        }
    }
}
