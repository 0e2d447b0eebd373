package io.orderlog.query.generation;

/** The registry of the generations was made by other scripts than this program's; its message says so and names the way out. */
public final class OutdatedRegistryException extends RuntimeException {

    OutdatedRegistryException(Throwable cause) {
        super("The registry of the views was made by other scripts than this program's. Start the release that made it, or drop the schema "
                + Generations.REGISTRY + " and all schemas views_g... and start again to make the views anew from the log.", cause);
    }
}
