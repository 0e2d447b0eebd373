package io.orderlog.query.parked;

import io.orderlog.access.Client;
import io.orderlog.query.parked.ParkedName.OfPlace;
import io.orderlog.query.web.JsonBody;
import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.Page;
import io.orderlog.query.web.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators look at parked orders and let them go on. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class ParkedController implements ParkedApi {

    private static final int LONGEST_REASON = 1_000;

    private final ParkedQueries queries;
    private final ParkedRepairs repairs;
    private final ParkedDecisions decisions;

    ParkedController(ParkedQueries queries, ParkedRepairs repairs, ParkedDecisions decisions) {
        this.queries = queries;
        this.repairs = repairs;
        this.decisions = decisions;
    }

    @Override
    @GetMapping("/parked")
    public ResponseEntity<Page<ParkedSummary>> parked(@RequestParam MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        OfPlace after = parameters.read("after", ParkedController::place);
        int limit = parameters.limit();
        parameters.requireValid();
        List<ParkedSummary> found = after == null ? queries.first(limit + 1) : queries.after(after, limit + 1);
        List<ParkedSummary> shown = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(shown, found.size() == shown.size() ? null : next(shown.getLast(), given)).toResponse();
    }

    private static OfPlace place(String text) {
        if (ParkedName.PLACE.matcher(text).matches() && ParkedName.parse(text) instanceof OfPlace place) {
            return place;
        }
        throw new IllegalArgumentException("must be a partition, a colon and an offset, such as 3:1042");
    }

    private static String next(ParkedSummary last, MultiValueMap<String, String> given) {
        return Page.address("/parked", given, "after", last.partition() + ":" + last.offset());
    }

    @Override
    @GetMapping("/parked/{name}")
    public ParkedDocument one(@PathVariable String name, @RequestParam MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        Long after = parameters.number("after");
        int limit = parameters.limit();
        parameters.requireValid();
        ParkedSummary order = queries.find(ParkedName.parse(name)).orElseThrow(NotFoundException::parked);
        List<ParkedDocument.Record> found = queries.records(order, after == null ? -1 : after, limit + 1);
        List<ParkedDocument.Record> shown = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() == shown.size()
                ? null
                : Page.address("/parked/" + order.name(), given, "after", Long.toString(shown.getLast().offset()));
        return new ParkedDocument(order, shown, next);
    }

    @Override
    @GetMapping("/parked/decisions")
    public ResponseEntity<Page<ParkedDecision>> decisions(@RequestParam MultiValueMap<String, String> given) {
        QueryParameters parameters = new QueryParameters(given);
        Long before = parameters.number("before");
        int limit = parameters.limit();
        parameters.requireValid();
        List<ParkedDecision> found = decisions.before(before == null ? Long.MAX_VALUE : before, limit + 1);
        List<ParkedDecision> shown = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() == shown.size()
                ? null
                : Page.address("/parked/decisions", given, "before", Long.toString(shown.getLast().id()));
        return new Page<>(shown, next).toResponse();
    }

    @Override
    @PostMapping("/parked/{name}/release")
    public ReleaseResult release(@PathVariable String name, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        JsonBody body = JsonBody.of(request);
        String reason = required("reason", body.text("reason", LONGEST_REASON), body);
        body.requireValid();
        return repairs.release(ParkedName.parse(name), actor(), reason);
    }

    @Override
    @PostMapping("/parked/{name}/skip")
    public ReleaseResult skip(@PathVariable String name, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        JsonBody body = JsonBody.of(request);
        Long offset = body.wholeNumber("offset", 0, Long.MAX_VALUE);
        String reason = required("reason", body.text("reason", LONGEST_REASON), body);
        if (offset == null) {
            body.reject("offset", "must be given");
        }
        body.requireValid();
        return repairs.skip(ParkedName.parse(name), Objects.requireNonNull(offset), actor(), reason);
    }

    private static String required(String name, @Nullable String value, JsonBody body) {
        if (value == null) {
            body.reject(name, "must be given");
            return "";
        }
        return value;
    }

    private static String actor() {
        return Client.current().name();
    }
}
