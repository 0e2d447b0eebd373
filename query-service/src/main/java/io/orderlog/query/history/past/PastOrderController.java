package io.orderlog.query.history.past;

import io.orderlog.query.document.OrderDocument;
import io.orderlog.query.web.OrderIds;
import io.orderlog.query.web.QueryParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The orders as they were. The same path without a time is the order as it is, and not answered here. */
@RestController
class PastOrderController implements PastOrderApi {

    private static final List<String> TIMES = List.of("version", "at", "effectiveAt");
    private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();
    private static final CacheControl ASK_AGAIN = CacheControl.noCache().cachePrivate();
    /** A header must not grow with the order. */
    private static final int MOST_OMITTED = 100;

    private final PastOrders orders;

    PastOrderController(PastOrders orders) {
        this.orders = orders;
    }

    @Override
    @GetMapping(path = "/orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<OrderDocument> past(@PathVariable String id, @RequestParam MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        Long version = parameters.number("version");
        Instant at = parameters.instant("at");
        Instant effectiveAt = parameters.instant("effectiveAt");
        TIMES.stream()
                .filter(given::containsKey)
                .skip(1)
                .forEach(name -> parameters.reject(name, "must be the only one of version, at and effectiveAt"));
        parameters.requireValid();
        UUID order = OrderIds.parse(id);
        if (version != null) {
            return answer(orders.atVersion(order, version), FOR_EVER);
        }
        if (at != null) {
            PastOrders.Recorded recorded = orders.atRecorded(order, at);
            return answer(recorded.order(), recorded.settled() ? FOR_EVER : ASK_AGAIN);
        }
        return happened(orders.atEffective(order, Objects.requireNonNull(effectiveAt)));
    }

    private static ResponseEntity<OrderDocument> answer(PastOrder past, CacheControl caching) {
        return ResponseEntity.ok()
                .eTag(Long.toString(past.version()))
                .lastModified(past.updatedAt())
                .cacheControl(caching)
                .body(past.toDocument());
    }

    /** Its tag is no version, because no version of the order need ever have been like this. */
    private static ResponseEntity<OrderDocument> happened(PastOrders.Happened happened) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .eTag("effective-" + happened.order().version() + "-" + happened.omitted().size())
                .cacheControl(ASK_AGAIN);
        if (!happened.omitted().isEmpty()) {
            answer.header(OMITTED_VERSIONS,
                    happened.omitted().stream().limit(MOST_OMITTED).map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return answer.body(happened.order().toDocument());
    }
}
