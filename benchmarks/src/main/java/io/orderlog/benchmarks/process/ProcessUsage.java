package io.orderlog.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has taken so far.
 *
 * @param cpuSeconds processor time since its start
 * @param residentBytes memory that it holds now; 0 where the system has no {@code /proc}
 */
public record ProcessUsage(double cpuSeconds, long residentBytes) {

    private static final String RESIDENT = "VmRSS:";

    static ProcessUsage of(ProcessHandle process) {
        double cpuSeconds = process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
        return new ProcessUsage(cpuSeconds, residentBytes(process.pid()));
    }

    private static long residentBytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
