package io.orderlog.chaos.house;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A process that is stopped until this is closed. */
public final class Sleep implements AutoCloseable {

    private final Process alarm;

    /** @param alarm wakes the sleeper up when its input ends */
    Sleep(Process alarm) {
        this.alarm = alarm;
    }

    /** Returns when the process goes on. */
    @Override
    public void close() {
        try {
            alarm.getOutputStream().close();
            alarm.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
