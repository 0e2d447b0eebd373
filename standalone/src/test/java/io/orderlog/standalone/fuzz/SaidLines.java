package io.orderlog.standalone.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What the services say in their log that is a fault of theirs: whoever sends nonsense cannot fill it with stack traces. */
final class SaidLines extends AppenderBase<ILoggingEvent> {

    /** The broker is in the process of the test and tells when that is short of processors. */
    private static final String BROKER = "org.apache.kafka.controller.";

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    static SaidLines listen() {
        SaidLines lines = new SaidLines();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        lines.setContext(root.getLoggerContext());
        lines.start();
        root.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLoggerName().startsWith(BROKER) && isFault(event)) {
            faults.add("%s %s: %s %s".formatted(event.getLevel(), event.getLoggerName(), event.getFormattedMessage(),
                    event.getThrowableProxy() == null
                            ? ""
                            : event.getThrowableProxy().getClassName() + ": " + event.getThrowableProxy().getMessage()));
        }
    }

    private static boolean isFault(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(Level.ERROR)
                || event.getLevel().isGreaterOrEqual(Level.WARN) && event.getThrowableProxy() != null;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
