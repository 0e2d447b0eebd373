package io.orderlog.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** The launcher's jar, unpacked once for all tests. The first process to end well leaves an archive of its classes to the next. */
final class UnpackedLauncher {

    private static final List<String> PROGRAM = unpack(Path.of(System.getProperty("standalone.jar")));

    private UnpackedLauncher() {}

    /** @return arguments of {@code java} */
    static List<String> program() {
        return PROGRAM;
    }

    private static List<String> unpack(Path jar) {
        Path folder = jar.resolveSibling("unpacked-launcher");
        String java = ProcessHandle.current().info().command().orElseThrow();
        try {
            FileSystemUtils.deleteRecursively(folder);
            int end = new ProcessBuilder(java, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (end != 0) {
                throw new IllegalStateException("The launcher's jar can't be unpacked: " + end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        return List.of("-XX:TieredStopAtLevel=1", "-Xlog:disable", "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"), "-jar", folder.resolve(jar.getFileName()).toString());
    }
}
