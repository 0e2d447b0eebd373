package io.orderlog.embedded.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** A server in a container that can be stopped and comes back on the same port, which a port of the engine's choice would not survive. */
final class ContainerServer {

    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SECONDS_TO_STOP = 30;

    private final OnFixedPort container;
    private final ThrowingRunnable question;
    private boolean running;

    /** Of the test container only the port is new. */
    private static final class OnFixedPort extends GenericContainer<OnFixedPort> {

        OnFixedPort(String image, int port, int portInside) {
            super(DockerImageName.parse(image));
            addFixedExposedPort(port, portInside);
            waitingFor(new AbstractWaitStrategy() {
                @Override
                protected void waitUntilReady() {
                    // The server is asked itself, here and after each stop.
                }
            });
        }
    }

    /**
     * Not started yet.
     *
     * @param port of this machine
     * @param question fails until the server serves clients
     */
    ContainerServer(String image, int port, int portInside, ThrowingRunnable question) {
        this.container = new OnFixedPort(image, port, portInside);
        this.question = question;
    }

    static String onThisMachine(int port) {
        return HOST + ":" + port;
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ContainerServer with(String name, String value) {
        container.withEnv(name, value);
        return this;
    }

    ContainerServer command(String... words) {
        container.withCommand(words);
        return this;
    }

    synchronized void start() {
        if (running) {
            return;
        }
        if (container.getContainerId() == null) {
            container.start();
        } else {
            container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        }
        running = true;
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(question);
    }

    synchronized void stop() {
        if (running) {
            container.getDockerClient().stopContainerCmd(container.getContainerId()).withTimeout(SECONDS_TO_STOP).exec();
            running = false;
        }
    }

    synchronized void remove() {
        container.stop();
        running = false;
    }
}
