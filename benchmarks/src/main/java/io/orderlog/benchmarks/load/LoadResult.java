package io.orderlog.benchmarks.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What the generator saw.
 *
 * @param accepted answers with a status below 300; the latencies are theirs
 * @param refused other answers, by status
 * @param seconds the time in which they came
 * @param generatorCpuMicros the processor time that the generator itself took for each answer
 */
public record LoadResult(
        long accepted,
        Map<Integer, Long> refused,
        double seconds,
        double p50Micros,
        double p99Micros,
        double p999Micros,
        double maxMicros,
        double generatorCpuMicros) {

    static LoadResult of(Histogram nanos, Map<Integer, Long> refused, double seconds, double cpuSeconds) {
        long accepted = nanos.getTotalCount();
        return new LoadResult(
                accepted,
                new TreeMap<>(refused),
                seconds,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getValueAtPercentile(99.9) / 1e3,
                nanos.getMaxValue() / 1e3,
                accepted == 0 ? 0 : cpuSeconds * 1e6 / accepted);
    }

    public double perSecond() {
        return accepted / seconds;
    }
}
