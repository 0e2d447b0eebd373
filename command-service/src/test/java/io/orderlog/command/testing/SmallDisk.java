package io.orderlog.command.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A disk that can be filled without harm: a small one in memory, which only processes see that are started in its own mount namespace, and
 * which is gone when this process is.
 */
public final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 64 << 10;

    private record Way(List<String> enter, List<String> join) {}

    /** The first is for root, the second for everybody whom the system lets. */
    private static final List<Way> WAYS = List.of(
            new Way(List.of("unshare", "--mount"), List.of("--mount")),
            new Way(List.of("unshare", "--user", "--map-root-user", "--mount"), List.of("--user", "--preserve-credentials", "--mount")));

    private final Process holder;
    private final Way way;
    private final Path directory;

    private SmallDisk(Process holder, Way way, Path directory) {
        this.holder = holder;
        this.way = way;
        this.directory = directory;
    }

    /** @return {@code null} if this machine does not allow it */
    public static @Nullable SmallDisk mount(Path directory, int megabytes) throws IOException {
        Files.createDirectories(directory);
        for (Way way : WAYS) {
            String script = "mount -t tmpfs -o size=%dm tmpfs \"$0\" && echo mounted && exec cat".formatted(megabytes);
            Process holder =
                    new ProcessBuilder(Stream.concat(way.enter().stream(), Stream.of("sh", "-c", script, directory.toString())).toList())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            BufferedReader said = holder.inputReader();
            if ("mounted".equals(said.readLine())) {
                return new SmallDisk(holder, way, directory);
            }
            holder.destroyForcibly();
        }
        return null;
    }

    /** The words that start a command where the disk is seen. */
    public List<String> commandPrefix() {
        return Stream.of(List.of("nsenter", "--target", Long.toString(holder.pid())), way.join(), List.of("--"))
                .flatMap(List::stream)
                .toList();
    }

    public void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, as it was meant to be.
        }
    }

    public void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(String name) {
        FileSystemUtils.deleteRecursively(seenFromHere().resolve(name).toFile());
    }

    private Path filler() {
        return seenFromHere().resolve("filler");
    }

    /** Where it is for processes that were not started where it is seen. */
    public Path seenFromHere() {
        return Path.of("/proc/%d/root".formatted(holder.pid())).resolve(directory.toAbsolutePath().toString().substring(1));
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
