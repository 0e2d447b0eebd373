package io.orderlog.cli.operating;

import java.io.Console;

/** Whether somebody watches the screen. */
public final class Terminal {

    private Terminal() {}

    // Null where a stream is redirected, on JDK 25 as before 22.
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isThere() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
