package io.orderlog.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** The folder that keeps everything between runs; this process holds it alone, by a lock that ends with the process. */
final class DataFolder implements AutoCloseable {

    /** The layout of the folder; another number cannot be read by this program. */
    private static final String LAYOUT = "1";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens the folder, which is made when it is missing.
     *
     * @throws StartFailure if it cannot be written, is held by another process, or is not ours to read
     */
    static DataFolder open(Path given) {
        Path path = given.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            requireOurLayout(path);
            var folder = new DataFolder(path, lock(path));
            Files.writeString(path.resolve("layout"), LAYOUT + "\n");
            return folder;
        } catch (IOException e) {
            throw new StartFailure("The data folder %s cannot be written (%s): choose another one with ORDERLOG_DATA=/some/folder."
                    .formatted(path, e.getClass().getSimpleName()));
        }
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path states() {
        return path.resolve("states");
    }

    /** Of the clients that may ask for tokens, a file each. */
    Path clients() {
        return path.resolve("clients");
    }

    Path log() {
        return path.resolve("orderlog.log");
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void requireOurLayout(Path path) throws IOException {
        Path layout = path.resolve("layout");
        if (Files.exists(layout)) {
            String found = Files.readString(layout).strip();
            if (!found.equals(LAYOUT)) {
                throw new StartFailure(
                        "The data folder %s has layout %s, but this Orderlog reads layout %s: use the Orderlog that wrote it, "
                                .formatted(path, found, LAYOUT) + "or choose another folder with ORDERLOG_DATA=/some/folder.");
            }
        } else if (holdsSomething(path)) {
            throw new StartFailure("The folder %s holds files that are not Orderlog's: choose another one with ORDERLOG_DATA=/some/folder."
                    .formatted(path));
        }
    }

    private static boolean holdsSomething(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.anyMatch(file -> !file.endsWith(LOCK));
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Held by this very process, which is as bad.
        }
        channel.close();
        throw new StartFailure("Another Orderlog is running on the data folder %s: stop it, or choose another folder with ".formatted(path)
                + "ORDERLOG_DATA=/some/folder.");
    }
}
