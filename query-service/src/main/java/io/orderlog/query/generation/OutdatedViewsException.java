package io.orderlog.query.generation;

import java.util.List;

/** The tables of the views were made by other scripts than this program's; its message says so and names the way out. */
public final class OutdatedViewsException extends RuntimeException {

    OutdatedViewsException(List<String> schemas, Throwable cause) {
        super("The tables of the views were made by other scripts than this program's. Start the release that made them, or drop the schemas "
                + "%s and start again to make the views anew from the log.".formatted(String.join(", ", schemas)), cause);
    }
}
