package io.orderlog.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program beside this one, on the same Java; it ends with this one. */
final class JavaProcess implements AutoCloseable {

    private static final int SECONDS_TO_END = 40;

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedReader output;

    private JavaProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** A program of this module whose output is read here. */
    static JavaProcess ofClass(Class<?> main, Path log, List<String> options, Object... arguments) {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-Dlogback.configurationFile=benchmarks-logback.xml", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return start(main.getSimpleName(), log, command, false);
    }

    /** A program that writes its output to the log. */
    static JavaProcess logging(String name, Path log, List<String> arguments) {
        return start(name, log, arguments, true);
    }

    private static JavaProcess start(String name, Path log, List<String> arguments, boolean outputToLog) {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            if (outputToLog) {
                builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            }
            return new JavaProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be started", e);
        }
    }

    ProcessUsage usage() {
        return ProcessUsage.of(process.toHandle());
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("%s ended by itself; its log is %s".formatted(name, log));
        }
    }

    void writeLine(String line) {
        try {
            var input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen; its log is " + log, e);
        }
    }

    String readLine() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("%s ended by itself; its log is %s".formatted(name, log));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the program's input, asks it to end, and makes it end if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
