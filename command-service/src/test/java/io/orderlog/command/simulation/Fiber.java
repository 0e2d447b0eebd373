package io.orderlog.command.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Blocking code that runs only while the scheduler lets it, so that one seed always gives the same schedule. */
final class Fiber {

    private final Thread thread;
    private @Nullable Thread scheduler;
    private volatile boolean running;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Error interruption;

    Fiber(Runnable work) {
        thread = Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failure = e;
            } finally {
                ended = true;
                yieldToScheduler();
            }
        });
    }

    /** Runs the work until it pauses or ends. Called by the scheduler alone. */
    void run() {
        scheduler = Thread.currentThread();
        running = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        while (running) {
            LockSupport.park(this);
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("The simulated work failed", thrown);
        }
    }

    /** Hands control back until the scheduler runs this fiber again. Called by the work alone. */
    void pause() {
        yieldToScheduler();
        while (!running) {
            LockSupport.park(this);
        }
        Error thrown = interruption;
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Ends the work at the place where it pauses. */
    void interruptWith(Error error) {
        interruption = error;
        run();
    }

    boolean hasEnded() {
        return ended;
    }

    private void yieldToScheduler() {
        Thread waiting = scheduler;
        running = false;
        LockSupport.unpark(waiting);
    }
}
