package io.orderlog.query.rebuild;

import io.orderlog.access.Client;
import io.orderlog.query.generation.Decision;
import io.orderlog.query.generation.Throttle;
import io.orderlog.query.web.JsonBody;
import io.orderlog.query.web.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Operators rebuild the views. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class RebuildController implements RebuildApi {

    private final Rebuilds rebuilds;
    private final RebuildStream stream;

    RebuildController(Rebuilds rebuilds, RebuildStream stream) {
        this.rebuilds = rebuilds;
        this.stream = stream;
    }

    @Override
    @PostMapping("/rebuilds")
    public ResponseEntity<?> start(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        RebuildRequest wanted = RebuildRequest.read(JsonBody.of(request));
        if (wanted.dryRun()) {
            return ResponseEntity.ok(rebuilds.estimate(wanted));
        }
        RebuildDocument started = rebuilds.start(wanted, Client.current().name());
        return ResponseEntity.created(URI.create("/rebuilds/" + started.number())).body(started);
    }

    @Override
    @GetMapping("/rebuilds")
    public Map<String, List<RebuildDocument>> all(@RequestParam MultiValueMap<String, String> parameters) {
        new QueryParameters(parameters).requireValid();
        return Map.of("items", rebuilds.all());
    }

    @Override
    @GetMapping("/rebuilds/{number}")
    public RebuildDocument one(@PathVariable String number, @RequestParam MultiValueMap<String, String> parameters) {
        new QueryParameters(parameters).requireValid();
        return rebuilds.one(number(number));
    }

    @Override
    @GetMapping(path = "/rebuilds/{number}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public SseEmitter events(@PathVariable String number) {
        return stream.of(number(number));
    }

    @Override
    @PostMapping("/rebuilds/{number}/pause")
    public RebuildDocument pause(@PathVariable String number, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return rebuilds.pause(number(number), decision(request));
    }

    @Override
    @PostMapping("/rebuilds/{number}/resume")
    public RebuildDocument resume(@PathVariable String number, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return rebuilds.resume(number(number), decision(request));
    }

    @Override
    @PatchMapping("/rebuilds/{number}")
    public RebuildDocument change(@PathVariable String number, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        JsonBody body = JsonBody.of(request);
        JsonBody throttle = body.object("throttle");
        if (throttle == null) {
            body.reject("throttle", "must be given");
        }
        Throttle wanted = RebuildRequest.throttle(throttle);
        Decision decision = decision(body);
        return rebuilds.throttle(number(number), wanted, decision);
    }

    @Override
    @PostMapping("/rebuilds/{number}/switch")
    public RebuildDocument switchTo(@PathVariable String number, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return rebuilds.switchTo(number(number), decision(request));
    }

    @Override
    @PostMapping("/rebuilds/{number}/rollback")
    public RebuildDocument rollBack(@PathVariable String number, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return rebuilds.rollBack(number(number), decision(request));
    }

    @Override
    @PostMapping("/rebuilds/{number}/verification")
    public ResponseEntity<RebuildDocument> verify(@PathVariable String number, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return ResponseEntity.accepted().body(rebuilds.verify(number(number), decision(request)));
    }

    @Override
    @GetMapping("/rebuilds/{number}/verification")
    public ComparisonReport report(@PathVariable String number, @RequestParam MultiValueMap<String, String> parameters) {
        new QueryParameters(parameters).requireValid();
        return rebuilds.report(number(number));
    }

    @Override
    @PostMapping("/rebuilds/{number}/retire")
    public RebuildDocument retire(@PathVariable String number, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return rebuilds.retire(number(number), decision(request));
    }

    @Override
    @PostMapping("/rebuilds/{number}/cancel")
    public RebuildDocument cancel(@PathVariable String number, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return rebuilds.cancel(number(number), decision(request));
    }

    private static int number(String number) {
        return GenerationNumber.parse(number);
    }

    static Decision decision(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        return decision(JsonBody.of(request));
    }

    private static Decision decision(JsonBody body) {
        String reason = body.text("reason", RebuildRequest.LONGEST_REASON);
        body.requireValid();
        return new Decision(Client.current().name(), reason);
    }
}
