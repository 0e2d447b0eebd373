package io.orderlog.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the measurements were made. */
final class Machine {

    private Machine() {}

    static List<String> describe() {
        Runtime runtime = Runtime.getRuntime();
        return List.of(
                "%d processors (%s), %s %s".formatted(
                        runtime.availableProcessors(), processor(), System.getProperty("os.name"), System.getProperty("os.version")),
                "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()),
                "System load at the end: %.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
