package io.orderlog.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.io.FileUtils;

/** Unpacks the Postgres programs that the class path carries for this machine's system and processor. */
final class PostgresPrograms {

    private PostgresPrograms() {}

    /** Where the temporary servers of one user share their programs, so that not every test run unpacks them again. */
    static Path sharedFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"), "orderlog-postgres-of-" + System.getProperty("user.name"));
    }

    /** Returns the folder that holds {@code bin}, {@code lib} and {@code share}; unpacks it when it is not there yet. */
    static Path unpackedIn(Path folder) {
        String resource = "postgres-%s-%s.txz".formatted(system(), processor());
        try (InputStream archive = PostgresPrograms.class.getResourceAsStream("/" + resource)) {
            if (archive == null) {
                throw new EmbeddedServerException("Postgres is not on the class path for this machine (" + resource + ")");
            }
            Path programs = folder.resolve("programs-" + version());
            if (!Files.exists(programs)) {
                Files.createDirectories(folder);
                unpackAtOnce(archive, programs);
            }
            return programs;
        } catch (IOException e) {
            throw new EmbeddedServerException("Postgres' programs cannot be unpacked into " + folder, e);
        }
    }

    /** Whoever sees the folder sees all of it: it is unpacked beside and renamed, which also lets two processes try at once. */
    private static void unpackAtOnce(InputStream archive, Path programs) throws IOException {
        Path beside = Files.createTempDirectory(programs.getParent(), "unpacking-");
        try {
            unpack(archive, beside);
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(beside, programs, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            FileUtils.deleteQuietly(beside.toFile());
            if (!Files.exists(programs)) {
                throw e;
            }
        }
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = entry.resolveIn(target);
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, file);
                        boolean program = (entry.getMode() & 0100) != 0;
                        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                    }
                }
            }
        }
    }

    /** The version of the programs on the class path, for example {@code 18.6.0}. */
    static String version() {
        try (InputStream version = PostgresPrograms.class.getResourceAsStream("postgres-version.txt")) {
            return new String(Objects.requireNonNull(version).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
    }
}
