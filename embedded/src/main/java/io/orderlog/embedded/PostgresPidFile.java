package io.orderlog.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file in which Postgres keeps the number of its process. After a kill -9 of both the file stays, and its number may since belong to
 * any other program.
 *
 * @param data the server's data folder
 */
record PostgresPidFile(Path data) {

    /** The server that runs on this data, if any. */
    Optional<ProcessHandle> server() {
        return process().filter(process -> isPostgres(process) && servesThisData(process));
    }

    /** Postgres would believe a number that belongs to another program by now, and refuse to start. Nothing is deleted on a guess. */
    void deleteIfStale() {
        if (process().filter(process -> isPostgres(process) && !servesOtherData(process)).isEmpty()) {
            try {
                Files.deleteIfExists(path());
            } catch (IOException e) {
                throw new EmbeddedServerException("Postgres cannot delete its old " + path(), e);
            }
        }
    }

    private Path path() {
        return data.resolve("postmaster.pid");
    }

    private Optional<ProcessHandle> process() {
        try (Stream<String> lines = Files.lines(path())) {
            return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new EmbeddedServerException("Postgres cannot tell from " + path() + " whether it still runs", e);
        }
    }

    /** Its program may have been deleted while it ran, which Linux adds to the name. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(Path::of)
                .map(Path::getFileName)
                .filter(name -> name.toString().startsWith("postgres"))
                .isPresent();
    }

    private boolean servesThisData(ProcessHandle process) {
        return workingDirectory(process).map(this::isThisData).orElseGet(() -> isNamedIn(process.info().arguments().orElse(new String[0])));
    }

    private boolean servesOtherData(ProcessHandle process) {
        return workingDirectory(process).filter(directory -> !isThisData(directory)).isPresent();
    }

    /** A server works in its data folder. Linux tells where that is, by whatever name the server was told of it. */
    private static Optional<Path> workingDirectory(ProcessHandle process) {
        return Optional.of(Path.of("/proc", Long.toString(process.pid()), "cwd")).filter(Files::exists);
    }

    private boolean isNamedIn(String[] arguments) {
        return Arrays.stream(arguments).filter(argument -> argument.startsWith("/")).map(Path::of).anyMatch(this::isThisData);
    }

    private boolean isThisData(Path folder) {
        try {
            return Files.isSameFile(folder, data);
        } catch (IOException e) {
            return false;
        }
    }
}
