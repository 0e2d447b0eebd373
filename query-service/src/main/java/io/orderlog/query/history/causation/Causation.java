package io.orderlog.query.history.causation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tree of causes, written down line by line: each cause before what it led to, which is one deeper.
 *
 * @param complete whether all of it is here; otherwise only the first of its events are
 */
record Causation(UUID orderId, boolean complete, List<Node> tree) {

    /**
     * A cause: an event of an order, or what came from outside and is no event, and then has but an id.
     *
     * @param circular an event that, by what the events say, led to itself
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Node(
            int depth,
            String id,
            @Nullable UUID orderId,
            @Nullable Long version,
            @Nullable String type,
            @Nullable String actor,
            @Nullable Instant recordedAt,
            @Nullable String correlationId,
            @Nullable String causationId,
            @Nullable Boolean circular) {

        private static Node outside(String id) {
            return new Node(0, id, null, null, null, null, null, null, null, null);
        }

        private static Node of(Link link, int depth, boolean circular) {
            return new Node(depth, link.name(), link.orderId(), link.version(), link.eventType(), link.actor(), link.recordedAt(),
                    link.correlationId(), link.causationId(), circular ? true : null);
        }
    }

    static Causation of(UUID order, LinkSearch.Found found) {
        return new Causation(order, found.complete(), new Writer(found.links()).write());
    }

    private static final class Writer {

        private final List<Link> links;
        private final Set<String> names;
        private final Map<String, List<Link>> effects;
        private final Set<String> written = new HashSet<>();
        private final List<Node> tree = new ArrayList<>();

        Writer(List<Link> found) {
            links = found.stream()
                    .sorted(Comparator.comparing(Link::recordedAt).thenComparing(Link::orderId).thenComparing(Link::version))
                    .toList();
            names = links.stream().map(Link::name).collect(Collectors.toSet());
            effects = links.stream().collect(Collectors.groupingBy(Link::causationId, LinkedHashMap::new, Collectors.toList()));
        }

        List<Node> write() {
            effects.forEach((cause, caused) -> {
                if (!names.contains(cause)) {
                    tree.add(Node.outside(cause));
                    caused.forEach(link -> write(link, 1, false));
                }
            });
            // What nothing from outside led to can only go round in circles.
            links.stream().filter(link -> !written.contains(link.name())).forEach(link -> write(link, 0, true));
            return List.copyOf(tree);
        }

        private record Pending(Link link, int depth, boolean circular) {}

        /** No recursion: a chain may be as long as the answer. */
        private void write(Link root, int depth, boolean circular) {
            Deque<Pending> pending = new ArrayDeque<>();
            pending.push(new Pending(root, depth, circular));
            while (!pending.isEmpty()) {
                Pending next = pending.pop();
                if (written.add(next.link.name())) {
                    tree.add(Node.of(next.link, next.depth, next.circular));
                    effects.getOrDefault(next.link.name(), List.of())
                            .reversed()
                            .forEach(effect -> pending.push(new Pending(effect, next.depth + 1, false)));
                }
            }
        }
    }
}
