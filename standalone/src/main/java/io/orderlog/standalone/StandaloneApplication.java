package io.orderlog.standalone;

import io.orderlog.embedded.EmbeddedServerException;
import java.io.IOException;
import java.net.BindException;
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
        try {
            var properties = StandaloneProperties.read(arguments);
            DataFolder folder = DataFolder.open(properties.data());
            requireFreePort(properties);
            Screen.starting(folder);
            start(folder, properties);
            Screen.ready(Duration.between(began, Instant.now()), properties.url(), folder);
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
        } catch (BindException e) {
            throw String.valueOf(e.getMessage()).contains("already in use") ? portTaken(properties) : cannotListen(properties, e);
        } catch (IOException | IllegalArgumentException e) {
            throw cannotListen(properties, e);
        }
    }

    private static StartFailure portTaken(StandaloneProperties properties) {
        return new StartFailure("Port %d is taken by another program: stop that, or choose another port with ORDERLOG_PORT=%d."
                .formatted(properties.port(), properties.port() + 1));
    }

    private static StartFailure cannotListen(StandaloneProperties properties, Exception reason) {
        return new StartFailure("Orderlog cannot listen on %s, port %d (%s): choose others with ORDERLOG_ADDRESS and ORDERLOG_PORT."
                .formatted(properties.address(), properties.port(), reason.getMessage()));
    }
}
