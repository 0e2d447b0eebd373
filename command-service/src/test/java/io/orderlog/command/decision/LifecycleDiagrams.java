package io.orderlog.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.Order;
import io.orderlog.order.OrderEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The arrows of {@code docs/order-lifecycle.md}: no status changes in a way that they do not show. */
final class LifecycleDiagrams {

    private static final String NOWHERE = "[*]";
    /** The diagrams in the order of the page, each of one of an order's statuses. */
    private static final List<Function<Order, Enum<?>>> STATUSES =
            List.of(Order::status, Order::paymentStatus, Order::fulfilmentStatus);
    private static final Pattern DIAGRAM = Pattern.compile("```mermaid\\nstateDiagram-v2\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ARROW = Pattern.compile("(\\S+) --> (\\S+) : (.*)");
    private static final List<String> SHRINKING = List.of("Revised", "LinesCancelled", "Cancelled");

    /** @param causes the names of events, or words that stand for several */
    private record Arrow(int diagram, String from, String to, String causes) {

        private boolean shows(int other, String before, String after, String event) {
            return diagram == other && from.equals(before) && to.equals(after)
                    && (List.of(causes.split("\\W+")).contains(event)
                            || causes.matches(".*total (shrinks|becomes zero).*") && SHRINKING.contains(event));
        }
    }

    private final List<Arrow> arrows;

    private LifecycleDiagrams(List<Arrow> arrows) {
        this.arrows = arrows;
    }

    static LifecycleDiagrams read() {
        try {
            List<String> diagrams = DIAGRAM.matcher(Files.readString(Path.of("../docs/order-lifecycle.md")))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(diagrams).hasSameSizeAs(STATUSES);
            List<Arrow> arrows = new ArrayList<>();
            for (int diagram = 0; diagram < diagrams.size(); diagram++) {
                int number = diagram;
                ARROW.matcher(diagrams.get(diagram))
                        .results()
                        .map(found -> new Arrow(number, found.group(1), found.group(2), found.group(3)))
                        .forEach(arrows::add);
            }
            return new LifecycleDiagrams(arrows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each status is as it was, or an arrow leads from the one to the other and names the event. */
    void check(@Nullable Order before, OrderEvent event, Order after) {
        for (int diagram = 0; diagram < STATUSES.size(); diagram++) {
            String from = before == null ? NOWHERE : STATUSES.get(diagram).apply(before).name();
            String to = STATUSES.get(diagram).apply(after).name();
            if (!from.equals(to)) {
                int number = diagram;
                String name = event.getClass().getSimpleName();
                assertThat(arrows.stream().filter(arrow -> arrow.shows(number, from, to, name)))
                        .as("arrows from %s to %s by %s", from, to, name)
                        .hasSize(1);
            }
        }
    }
}
