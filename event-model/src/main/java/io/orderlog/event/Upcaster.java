package io.orderlog.event;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the JSON of one version of an event into the JSON of the next.
 *
 * @param fromType the old wire name, such as {@code orderlog.order.placed.v1}
 * @param toType the wire name of the next version
 * @param change pure; may change and return its argument
 */
public record Upcaster(String fromType, String toType, UnaryOperator<ObjectNode> change) {}
