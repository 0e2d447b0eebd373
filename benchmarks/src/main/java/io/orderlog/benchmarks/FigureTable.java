package io.orderlog.benchmarks;

import io.orderlog.benchmarks.report.Table;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Figures as rows. */
final class FigureTable {

    private final Table table;
    private final ToDoubleFunction<Figure> compared;

    /**
     * @param comparison the head of the last column
     * @param compared of which the last column shows the ratio
     */
    FigureTable(String comparison, ToDoubleFunction<Figure> compared) {
        this.compared = compared;
        this.table = new Table(
                "subject",
                "connections",
                "commands/s",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "CPU us/command",
                "broker CPU",
                "generator CPU",
                "RSS MB",
                "refused",
                comparison);
    }

    /** @param base what the figure is compared with */
    void row(String subject, int connections, Figure figure, Figure base) {
        table.row(
                subject,
                Integer.toString(connections),
                format("%,.0f", figure.perSecond()),
                format("%.2f", figure.p50Micros() / 1e3),
                format("%.2f", figure.p99Micros() / 1e3),
                format("%.2f", figure.p999Micros() / 1e3),
                format("%.0f", figure.serviceCpuMicros()),
                format("%.0f", figure.brokerCpuMicros()),
                format("%.0f", figure.generatorCpuMicros()),
                format("%.0f", figure.residentBytes() / 1e6),
                format("%.0f", figure.refused()),
                format("%.2f", compared.applyAsDouble(figure) / compared.applyAsDouble(base)));
    }

    Table table() {
        return table;
    }

    static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
