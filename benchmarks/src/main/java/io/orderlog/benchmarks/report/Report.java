package io.orderlog.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Gathers what was measured; the screen sees it as it comes, the file holds all of it. */
public final class Report {

    private final PrintStream screen;
    private final List<Goal> goals = new ArrayList<>();
    private final StringBuilder sections = new StringBuilder();

    public Report(PrintStream screen) {
        this.screen = screen;
    }

    /** Tells what is going on, on the screen alone. */
    public void say(String line) {
        screen.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }

    public void section(String title, String explanation, Table table) {
        String section = "## %s%n%n%s%n%n%s%n".formatted(title, explanation, table.markdown());
        sections.append(section);
        screen.println();
        screen.print(section);
        screen.println();
    }

    public void goal(Goal goal) {
        goals.add(goal);
    }

    /** @param circumstances machine, versions and durations, one line each */
    public void write(Path file, List<String> circumstances) {
        Table table = new Table("goal", "wanted", "measured", "met");
        goals.forEach(goal -> table.row(goal.name(), goal.wanted(), goal.measured(), goal.met() ? "yes" : "no"));
        StringBuilder text = new StringBuilder("# Orderlog, measured\n\n");
        circumstances.forEach(line -> text.append("- ").append(line).append('\n'));
        text.append("\n## Goals\n\n").append(table.markdown()).append('\n').append(sections);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("The report can't be written to " + file, e);
        }
        screen.println(table.markdown());
        screen.println("All of it is in " + file.toAbsolutePath().normalize());
    }
}
