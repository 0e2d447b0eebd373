package io.orderlog.cli.importing;

import io.orderlog.cli.operating.Terminal;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with the rate and the time left on a terminal, a line every ten seconds elsewhere. */
final class ImportProgress implements AutoCloseable {

    private static final int LINE_WIDTH = 140;

    private final ProgressBar bar;
    private volatile boolean waiting;

    private ImportProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /** @param lines where lines go if the standard error stream is no terminal */
    static ImportProgress start(PrintWriter lines, int commands) {
        ProgressBarBuilder builder = ProgressBar.builder()
                .setTaskName("Sending")
                .setInitialMax(commands)
                .setUnit(" commands", 1)
                .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setStyle(ProgressBarStyle.ASCII);
        ProgressBar bar = Terminal.isThere()
                ? builder.setUpdateIntervalMillis(200).setConsumer(new ConsoleProgressBarConsumer(System.err)).build()
                : builder.setUpdateIntervalMillis(10_000)
                        .setConsumer(new DelegatingProgressBarConsumer(withoutRepetition(lines), LINE_WIDTH))
                        .build();
        return new ImportProgress(bar);
    }

    private static Consumer<String> withoutRepetition(PrintWriter lines) {
        AtomicReference<String> last = new AtomicReference<>("");
        return line -> {
            if (!line.equals(last.getAndSet(line))) {
                lines.println(line.stripTrailing());
                lines.flush();
            }
        };
    }

    void answered() {
        bar.step();
        if (waiting) {
            waiting = false;
            bar.setExtraMessage("");
        }
    }

    void retrying(String why) {
        waiting = true;
        bar.setExtraMessage(" server " + why + ", trying again");
    }

    @Override
    public void close() {
        bar.close();
    }
}
