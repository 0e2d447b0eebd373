package io.orderlog.chaos.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java program that runs as a process of its own, can be killed and stopped, and is started again on the same command. */
final class Program implements AutoCloseable {

    private static final Duration TO_END = Duration.ofSeconds(30);

    private final Path output;
    private final List<String> command;
    private @Nullable Process process;
    private boolean wanted;

    /**
     * @param output where what it says is added to
     * @param prefix words to put before the command
     * @param main the class whose main method is run
     */
    Program(Path output, List<String> prefix, int heapMegabytes, Class<?> main, List<String> arguments) {
        this.output = output;
        this.command = new ArrayList<>(prefix);
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of(System.getProperty("jvm.options").split(" ")));
        command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of(Child.class.getName(), main.getName()));
        command.addAll(arguments);
    }

    synchronized void start() {
        wanted = true;
        if (process != null && process.isAlive()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has ended without being told to. */
    synchronized boolean hasEndedByItself() {
        return wanted && process != null && !process.isAlive();
    }

    /** {@code kill -9}. */
    synchronized void kill() {
        wanted = false;
        if (process != null) {
            awaitEnd(process.destroyForcibly());
        }
    }

    /** SIGTERM, and the patience that it deserves. */
    synchronized void end() {
        wanted = false;
        if (process != null) {
            process.destroy();
            awaitEnd(process);
        }
    }

    /** SIGSTOP; SIGCONT follows when the sleep is closed, or when this process ends. */
    Sleep putToSleep() {
        long pid;
        synchronized (this) {
            pid = Objects.requireNonNull(process, "not started").pid();
        }
        try {
            return new Sleep(new ProcessBuilder("sh", "-c", "kill -STOP \"$0\"; read -r _; kill -CONT \"$0\"", Long.toString(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(Process ending) {
        try {
            if (!ending.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                ending.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
