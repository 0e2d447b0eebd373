package io.orderlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that say what the wire format is. None is ever changed or removed: a new shape is a new version with a file of its own. */
final class Approved {

    private static final Path DIRECTORY = Path.of("src/test/resources/approved");

    private Approved() {}

    static byte[] json(String name) {
        return read(name + ".json");
    }

    static String text(String name) {
        return new String(read(name + ".txt"), UTF_8);
    }

    static Set<String> jsonNames() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String file) {
        try {
            return Files.readAllBytes(DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("There is no approved file " + file, e);
        }
    }
}
