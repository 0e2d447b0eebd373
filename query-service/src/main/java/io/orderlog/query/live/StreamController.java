package io.orderlog.query.live;

import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.OrderIds;
import io.orderlog.query.web.QueryParameters;
import io.orderlog.query.web.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happens, as it happens. */
@RestController
class StreamController implements StreamApi {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final LiveViews views;
    private final EventStreams streams;

    StreamController(LiveViews views, EventStreams streams) {
        this.views = views;
        this.streams = streams;
    }

    @Override
    @GetMapping(path = "/orders/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public void order(
            @PathVariable String id,
            @RequestHeader(name = LAST_EVENT_ID, defaultValue = "") String lastEventId,
            @RequestParam MultiValueMap<String, String> given,
            HttpServletRequest request,
            HttpServletResponse response) throws InterruptedException {
        QueryParameters parameters = new QueryParameters(given);
        StreamStart start = StreamStart.parse(parameters, lastEventId, StreamStart.From.BEGINNING);
        parameters.requireValid();
        UUID order = OrderIds.parse(id);
        @Nullable
        Long version = views.versionOf(order);
        if (version == null) {
            throw NotFoundException.order();
        }
        run(new OrderStream(views, order, start.version(version)), request, response);
    }

    @Override
    @GetMapping(path = "/orders/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public void orders(
            @RequestHeader(name = LAST_EVENT_ID, defaultValue = "") String lastEventId,
            @RequestParam MultiValueMap<String, String> given,
            HttpServletRequest request,
            HttpServletResponse response) throws InterruptedException {
        QueryParameters parameters = new QueryParameters(given);
        StreamFilter filter = StreamFilter.parse(parameters);
        StreamStart start = StreamStart.parse(parameters, lastEventId, StreamStart.From.NOW);
        parameters.requireValid();
        LiveViews.Heads heads = views.heads();
        if (heads.topicId() == null) {
            throw new UnavailableException("The views have not begun to read the log.");
        }
        StreamPosition ids = new StreamPosition(heads.topicId() + "?" + filter.question());
        run(new MatchingStream(views, filter.interest(), ids, start.position(ids, heads.positions())), request, response);
    }

    private void run(EventStream stream, HttpServletRequest request, HttpServletResponse response) throws InterruptedException {
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            response.setContentType(EventWriter.CONTENT_TYPE);
            return;
        }
        streams.run(stream, response);
    }
}
