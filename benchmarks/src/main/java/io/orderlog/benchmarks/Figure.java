package io.orderlog.benchmarks;

import io.orderlog.benchmarks.load.LoadResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one load on one subject came to.
 *
 * @param perSecond accepted commands
 * @param serviceCpuMicros processor time of all its instances for each accepted command
 * @param brokerCpuMicros the same of the broker
 * @param generatorCpuMicros the same of the load generator
 * @param residentBytes memory of the largest instance at the end
 * @param refused answers that were no success
 */
record Figure(
        double perSecond,
        double p50Micros,
        double p99Micros,
        double p999Micros,
        double serviceCpuMicros,
        double brokerCpuMicros,
        double generatorCpuMicros,
        double residentBytes,
        double refused) {

    static Figure of(LoadResult result, double serviceCpuSeconds, double brokerCpuSeconds, long residentBytes) {
        double accepted = Math.max(1, result.accepted());
        return new Figure(
                result.perSecond(),
                result.p50Micros(),
                result.p99Micros(),
                result.p999Micros(),
                serviceCpuSeconds * 1e6 / accepted,
                brokerCpuSeconds * 1e6 / accepted,
                result.generatorCpuMicros(),
                residentBytes,
                result.refused().values().stream().mapToLong(Long::longValue).sum());
    }

    /** The median of each component by itself. */
    static Figure median(List<Figure> figures) {
        return new Figure(
                median(figures, Figure::perSecond),
                median(figures, Figure::p50Micros),
                median(figures, Figure::p99Micros),
                median(figures, Figure::p999Micros),
                median(figures, Figure::serviceCpuMicros),
                median(figures, Figure::brokerCpuMicros),
                median(figures, Figure::generatorCpuMicros),
                median(figures, Figure::residentBytes),
                median(figures, Figure::refused));
    }

    private static double median(List<Figure> figures, ToDoubleFunction<Figure> component) {
        double[] sorted = figures.stream().mapToDouble(component).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
