package io.orderlog.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that reads well as it is, and is Markdown. The first column is text, the others are aligned to the right. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    public void row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "A row of %d cells in a table of %d columns".formatted(cells.length, rows.getFirst().size()));
        }
        rows.add(List.of(cells));
    }

    public String markdown() {
        List<Integer> widths = IntStream.range(0, rows.getFirst().size())
                .mapToObj(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
                .toList();
        StringBuilder text = new StringBuilder(line(rows.getFirst(), widths));
        text.append(widths.stream()
                .map(width -> "-".repeat(width + 1))
                .collect(Collectors.joining(":|", "|", ":|\n"))
                .replaceFirst(":\\|", "-|"));
        rows.stream().skip(1).forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < cells.size(); column++) {
            String padding = " ".repeat(widths.get(column) - cells.get(column).length());
            line.append(' ').append(column == 0 ? cells.get(column) + padding : padding + cells.get(column)).append(" |");
        }
        return line.append('\n').toString();
    }
}
