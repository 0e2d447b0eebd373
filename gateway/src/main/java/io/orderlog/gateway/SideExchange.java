package io.orderlog.gateway;

import io.orderlog.telemetry.Traces;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.OutputStreamRequestContent;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Sends a request to its side and hands back the answer as it comes in, without keeping either in memory.
 *
 * <p>Request and answer flow at the same time, because a side that answers a stream line by line stops reading when nobody takes its
 * lines. Nothing is ever sent twice: whether a write may be repeated is for the client to say, with an idempotency key.
 */
@Component
class SideExchange implements ProxyExchange {

    private static final Logger log = LoggerFactory.getLogger(SideExchange.class);
    /** A body below this size is read whole and passed on at once. */
    private static final int SMALL = 64 * 1024;

    private final HttpClient sideClient;
    private final HttpClient waitingClient;
    private final GatewayProperties properties;
    private final Instances instances;
    private final Problems problems;
    private final Traces traces;

    SideExchange(HttpClient sideClient, HttpClient waitingClient, GatewayProperties properties, Instances instances, Problems problems,
            Traces traces) {
        this.sideClient = sideClient;
        this.waitingClient = waitingClient;
        this.properties = properties;
        this.instances = instances;
        this.problems = problems;
        this.traces = traces;
    }

    @Override
    public ServerResponse exchange(Request request) {
        var side = (Side) Objects.requireNonNull(request.getServerRequest().attributes().get(Problems.SIDE));
        HttpServletRequest incoming = request.getServerRequest().servletRequest();
        byte[] beginning;
        try {
            beginning = isStream(incoming) ? new byte[0] : incoming.getInputStream().readNBytes(SMALL);
        } catch (IOException e) {
            return problems.bodyNotRead(e);
        }
        boolean repeatable = !isStream(incoming) && beginning.length < SMALL;
        List<URI> tried = new ArrayList<>();
        for (URI instance = instances.next(side, tried); instance != null; instance = instances.next(side, tried)) {
            tried.add(instance);
            boolean hasOthers = tried.size() < properties.urls(side).size();
            ServerResponse answer = exchange(request, side, instance, incoming, beginning, repeatable && hasOthers);
            if (answer != null) {
                return answer;
            }
        }
        return problems.unavailable(side);
    }

    /**
     * @param repeatable whether the request can be sent to another instance if this one fails
     * @return {@code null} if this instance has failed, and another one is to be asked in its place: nothing happened, or nothing could
     */
    private @Nullable ServerResponse exchange(Request request, Side side, URI instance, HttpServletRequest incoming, byte[] beginning,
            boolean repeatable) {
        LongWait wait = LongWait.of(incoming);
        HttpClient client = wait.isExpected() ? waitingClient : sideClient;
        var sent = new AtomicBoolean();
        var listener = new InputStreamResponseListener();
        @Nullable
        Upload upload = null;
        try {
            var outgoing = client.newRequest(at(instance, Objects.requireNonNull(request.getUri())))
                    .method(request.getMethod().name())
                    .headers(headers -> pass(request.getHeaders(), headers))
                    .headers(this::continueTrace)
                    // Between the client and us, and answered already: passed on, the side's 100 would be taken for its answer.
                    .headers(headers -> headers.remove(HttpHeader.EXPECT))
                    .idleTimeout(properties.readTimeout().plus(wait.silence()).toMillis(), TimeUnit.MILLISECONDS)
                    .onRequestBegin(_ -> sent.set(true));
            upload = send(outgoing, incoming, beginning, listener);
            // Jetty's own time-outs end this wait: it counts from the last sign of life of either party.
            var answer = listener.get(Long.MAX_VALUE, TimeUnit.MILLISECONDS);
            return relay(request, answer, listener.getInputStream(), upload);
        } catch (ExecutionException | TimeoutException | IOException e) {
            end(upload);
            IOException unread = upload == null ? null : upload.unread();
            if (unread != null) {
                // Tomcat has asked for the answer to this error already, and takes no other.
                incoming.setAttribute(Problems.PASSED_ON, true);
                return problems.bodyBrokeOff(unread);
            }
            Throwable cause = rootCause(e);
            log.warn("The {} did not answer {} at {}: {}", side.title(), request.getMethod(), instance, cause.toString());
            if (!sent.get()) {
                instances.failed(side, instance);
            }
            boolean harmless = !sent.get() || isRead(request) && !(cause instanceof TimeoutException);
            if (harmless && repeatable) {
                return null;
            }
            return sent.get() ? problems.noAnswer(side, request.getMethod()) : problems.unavailable(side);
        } catch (InterruptedException e) {
            end(upload);
            Thread.currentThread().interrupt();
            return problems.noAnswer(side, request.getMethod());
        }
    }

    /** One by one, because Jetty refuses an empty value among several. */
    private static void pass(HttpHeaders received, HttpFields.Mutable headers) {
        received.forEach((name, values) -> {
            headers.remove(name);
            values.forEach(value -> headers.add(name, value));
        });
    }

    private void continueTrace(HttpFields.Mutable headers) {
        String here = traces.current();
        if (here != null) {
            headers.put(Traces.HEADER, here);
        }
    }

    private static URI at(URI instance, URI address) {
        return UriComponentsBuilder.fromUri(address)
                .scheme(instance.getScheme())
                .host(instance.getHost())
                .port(instance.getPort())
                .build(true)
                .toUri();
    }

    private static boolean isRead(Request request) {
        return request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD);
    }

    private static void end(@Nullable Upload upload) {
        if (upload != null) {
            upload.close();
        }
    }

    /** Lines are answered one by one while others are still to come, so none of them may be held back. */
    private static boolean isStream(HttpServletRequest incoming) {
        String type = incoming.getContentType();
        return type != null && type.startsWith("application/x-ndjson");
    }

    /**
     * @param beginning as much of the body as was read before the side is asked, so that no slow sender holds one of its connections
     * @return what goes on in the background; {@code null} if the body was sent at once
     */
    private static @Nullable Upload send(org.eclipse.jetty.client.Request outgoing, HttpServletRequest incoming, byte[] beginning,
            InputStreamResponseListener listener) throws IOException {
        if (isStream(incoming) || beginning.length == SMALL) {
            var content = new OutputStreamRequestContent(incoming.getContentType());
            outgoing.body(content).send(listener);
            return Upload.start(new SequenceInputStream(new ByteArrayInputStream(beginning), incoming.getInputStream()), content, outgoing);
        }
        if (beginning.length > 0) {
            outgoing.body(new BytesRequestContent(incoming.getContentType(), beginning));
        }
        outgoing.send(listener);
        return null;
    }

    private ServerResponse relay(Request request, org.eclipse.jetty.client.Response answer, InputStream body, @Nullable Upload upload)
            throws IOException {
        var headers = new HttpHeaders();
        answer.getHeaders().forEach(field -> headers.add(field.getName(), field.getValue()));
        makeRelative(headers);
        var received = new Received(HttpStatusCode.valueOf(answer.getStatus()), headers);
        long length = answer.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        RelayedResponse response = length >= 0 && length <= SMALL
                ? RelayedResponse.whole(received.status(), body.readAllBytes(), upload)
                : RelayedResponse.streamed(received.status(), body, upload);
        request.getResponseConsumers().forEach(consumer -> consumer.accept(received, response));
        return response;
    }

    /** A side may name its own address, which the client cannot reach. */
    private void makeRelative(HttpHeaders headers) {
        String location = headers.getFirst(HttpHeaders.LOCATION);
        if (location == null) {
            return;
        }
        for (Side side : List.of(Side.COMMAND, Side.QUERY)) {
            for (URI instance : properties.urls(side)) {
                if (location.startsWith(instance + "/")) {
                    headers.set(HttpHeaders.LOCATION, location.substring(instance.toString().length()));
                }
            }
        }
    }

    private static Throwable rootCause(Throwable failure) {
        @Nullable
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootCause(cause);
    }
}
