package io.orderlog.cli.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the server said to a command, for good: the same command would be answered the same again. */
public sealed interface Answer {

    /**
     * @param body the order after the command
     * @param replayed the command was carried out by an earlier request
     * @param consistencyToken where the command's event stands in the log: partition, colon, offset
     */
    record Accepted(JsonNode body, boolean replayed, @Nullable String consistencyToken) implements Answer {

        public String orderId() {
            return body.path("id").asString("");
        }

        /** The number of the shipment or return that the command made. */
        public int number() {
            return body.path("number").asInt(0);
        }
    }

    /** @param reason the server's, in one line */
    record Refused(int status, String reason) implements Answer {}
}
