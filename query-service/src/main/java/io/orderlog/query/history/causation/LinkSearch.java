package io.orderlog.query.history.causation;

import io.orderlog.query.web.OrderIds;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds what is linked to the events of an order: first what led to them, then what they led to, then what shares an outside cause with
 * them. Each event is visited once, so that circles end, and no more of them than an answer takes.
 */
@Component
class LinkSearch {

    static final int MOST = 1000;

    private final Links links;

    LinkSearch(Links links) {
        this.links = links;
    }

    /** @param complete whether there is nothing else that is linked */
    record Found(List<Link> links, boolean complete) {}

    /** @return nothing, if there is no such order */
    @Transactional(readOnly = true)
    public Found around(UUID order) {
        Visit visit = new Visit();
        List<Link> own = visit.add(limit -> links.findByOrderIdOrderByVersion(order, limit));
        List<Link> found = own;
        while (!found.isEmpty()) {
            List<UUID> causes = found.stream().map(Link::causationId).filter(OrderIds::isUuid).map(UUID::fromString).distinct().toList();
            found = visit.add(limit -> links.findByEventIdIn(causes, limit));
        }
        found = visit.all();
        while (!found.isEmpty()) {
            List<String> names = found.stream().map(Link::name).toList();
            found = visit.add(limit -> links.findByCausationIdInOrderByRecordedAt(names, limit));
        }
        List<String> outside = own.stream().map(Link::correlationId).distinct().toList();
        visit.add(limit -> links.findByCorrelationIdInOrderByRecordedAt(outside, limit));
        return new Found(visit.all(), visit.complete);
    }

    private static final class Visit {

        private final Map<String, Link> visited = new LinkedHashMap<>();
        private boolean complete = true;

        /** @return those that are new */
        List<Link> add(Function<Limit, Collection<Link>> query) {
            if (!complete) {
                return List.of();
            }
            // Enough to find what is new among all that is known already.
            List<Link> fresh = query.apply(Limit.of(2 * MOST + 1))
                    .stream()
                    .filter(link -> !visited.containsKey(link.name()))
                    .toList();
            complete = visited.size() + fresh.size() <= MOST;
            fresh.stream().limit(MOST - visited.size()).forEach(link -> visited.put(link.name(), link));
            return fresh;
        }

        List<Link> all() {
            return List.copyOf(visited.values());
        }
    }
}
