package io.orderlog.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a process has taken so far.
 *
 * @param cpuSeconds processor time since its start
 * @param residentBytes memory that it holds now; 0 where the system has no {@code /proc}
 */
public record ProcessUsage(double cpuSeconds, long residentBytes) {

    private static final String RESIDENT = "VmRSS:";

    /** In which Linux counts processor time, whatever its kernel was built for. */
    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;
    private static final int UTIME_TO_STIME = 2;
    private static final int UTIME_TO_CSTIME = 4;

    static ProcessUsage of(ProcessHandle process) {
        double cpuSeconds = process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
        return new ProcessUsage(cpuSeconds, residentBytes(process.pid()));
    }

    /** Processor time of a process and its children, those that have ended as well; 0 where the system has no {@code /proc}. */
    static double cpuSecondsWithChildren(ProcessHandle parent) {
        long ticks = ticks(parent.pid(), UTIME_TO_CSTIME) + parent.children().mapToLong(child -> ticks(child.pid(), UTIME_TO_STIME)).sum();
        return ticks / TICKS_PER_SECOND;
    }

    /** @param times how many of the numbers in its {@code stat} to add: its own two, or those of its dead children too */
    private static long ticks(long pid, int times) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Arrays.stream(afterName, UTIME, UTIME + times).mapToLong(Long::parseLong).sum();
        } catch (IOException e) {
            return 0;
        }
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
