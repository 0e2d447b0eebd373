package io.orderlog.command.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Places the orders of a batch, several at once, and writes one outcome for each line in the order of the lines.
 *
 * <p>Reading does not wait for the client to take the outcomes: many clients send all before they read anything. When there is no room
 * left for outcomes that wait, the rest of the batch is not read.
 */
@Component
final class BatchPlacement {

    private static final Logger log = LoggerFactory.getLogger(BatchPlacement.class);
    private static final String KEY_FIELD = "idempotencyKey";
    private static final int ERRORS_NAMED = 20;

    private final CommandDesk desk;
    private final FormReader forms;
    private final OrdersProperties properties;
    private final BodyMemory memory;
    private final JsonMapper json;

    BatchPlacement(CommandDesk desk, FormReader forms, OrdersProperties properties, BodyMemory memory, JsonMapper json) {
        this.desk = desk;
        this.forms = forms;
        this.properties = properties;
        this.memory = memory;
        this.json = json;
    }

    /** What became of a line, which is numbered from 1 as editors do, blank ones included. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(int line, int status, @Nullable Boolean replayed, @Nullable Object order, @Nullable Object problem) {

        static Outcome of(int line, ResponseEntity<Object> answer) {
            boolean replayed = answer.getHeaders().containsHeader(CommandDesk.IDEMPOTENCY_REPLAYED);
            int status = answer.getStatusCode().value();
            return answer.getBody() instanceof ProblemDetail problem
                    ? new Outcome(line, status, null, null, problem)
                    : new Outcome(line, status, replayed ? true : null, answer.getBody(), null);
        }

        static Outcome of(int line, ProblemDetail problem) {
            return new Outcome(line, problem.getStatus(), null, null, problem);
        }
    }

    /** Returns when every line that was read has its outcome, and the client has all of them or is gone. */
    void run(Caller caller, InputStream input, OutputStream output) throws InterruptedException {
        try (BodyMemory.Share waiting = memory.new Share(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Outcomes outcomes = new Outcomes(waiting);
            Future<?> writer = threads.submit(() -> outcomes.write(output));
            try {
                read(caller, input, threads, writer, outcomes);
            } finally {
                outcomes.end();
            }
        }
    }

    private void read(Caller caller, InputStream input, ExecutorService threads, Future<?> writer, Outcomes outcomes)
            throws InterruptedException {
        int longest = Math.toIntExact(properties.maxBody().toBytes());
        LineReader lines = new LineReader(input, longest, properties.bodyTimeout(), memory);
        LineOrder order = new LineOrder();
        Semaphore inFlight = new Semaphore(properties.batch().inFlight());
        long deadline = System.nanoTime() + properties.batch().timeout().toNanos();
        int number = 0;
        try {
            for (LineReader.Line line = lines.read(); line != null && !writer.isDone(); line = lines.read()) {
                int current = ++number;
                ProblemDetail end = reasonToEnd(current, deadline);
                if (end != null) {
                    line.share().close();
                    outcomes.add(last(outcomes, current, end));
                    return;
                }
                if (line.isBlank()) {
                    continue;
                }
                LineReader.Line placement = line;
                LineOrder.Place place = order.next();
                inFlight.acquire();
                outcomes.add(threads.submit(() -> {
                    try (place; var _ = placement.share()) {
                        return outcomes.counted(bytes(place(caller, current, placement, place)));
                    } finally {
                        inFlight.release();
                    }
                }));
            }
        } catch (BodyRefusedException e) {
            outcomes.add(last(outcomes, number + 1, notReadOn(ProblemType.BODY_TOO_SLOW, "This line did not arrive in time")));
        } catch (IOException e) {
            log.debug("A batch broke off after line {}", number, e);
            ProblemDetail problem = e.getCause() instanceof SocketTimeoutException
                    ? notReadOn(ProblemType.BODY_TOO_SLOW, "This line did not arrive in time")
                    : notReadOn(ProblemType.BAD_REQUEST, "The batch broke off in this line");
            outcomes.add(last(outcomes, number + 1, problem));
        }
    }

    private Future<byte[]> last(Outcomes outcomes, int line, ProblemDetail problem) {
        return CompletableFuture.completedFuture(outcomes.counted(bytes(Outcome.of(line, problem))));
    }

    private @Nullable ProblemDetail reasonToEnd(int line, long deadline) {
        if (line > properties.batch().maxLines()) {
            return notReadOn(ProblemType.BODY_TOO_LARGE, "A batch has at most %d lines".formatted(properties.batch().maxLines()));
        }
        if (System.nanoTime() - deadline > 0) {
            return notReadOn(ProblemType.BODY_TOO_SLOW, "The batch did not arrive in time");
        }
        if (memory.isExhausted()) {
            return notReadOn(ProblemType.UNAVAILABLE, "Too many outcomes wait to be taken");
        }
        return null;
    }

    private static ProblemDetail notReadOn(ProblemType type, String reason) {
        return type.detail(reason + "; neither this line nor any after it was placed, send them again.");
    }

    private Outcome place(Caller caller, int number, LineReader.Line line, LineOrder.Place place) throws InterruptedException {
        MDC.put(CorrelationFilter.LOGGED, caller.correlationId());
        if (line.refusal() != null) {
            return Outcome.of(number, line.refusal().problem());
        }
        try {
            JsonNode tree = forms.parse(line.bytes());
            String key = takeKey(tree);
            Form.Placement form = forms.bind(tree, Form.Placement.class, ERRORS_NAMED);
            place.awaitTurn(key);
            return Outcome.of(number, desk.place(caller.withIdempotencyKey(key), form));
        } catch (InvalidRequestException e) {
            return Outcome.of(number, Problems.of(e));
        } catch (NotAllowedException e) {
            return Outcome.of(number, e.problem());
        } catch (MalformedJsonException e) {
            return Outcome.of(number, Problems.of(e));
        } catch (RuntimeException e) {
            log.error("A line of a batch failed unexpectedly", e);
            return Outcome.of(number, Problems.unexpected());
        }
    }

    private static @Nullable String takeKey(JsonNode tree) {
        JsonNode key = tree instanceof ObjectNode placement ? placement.remove(KEY_FIELD) : null;
        if (key == null || key.isNull()) {
            return null;
        }
        if (!key.isString() || !CallerResolver.isKey(key.stringValue())) {
            throw new InvalidRequestException(KEY_FIELD, CallerResolver.KEY_REASON);
        }
        return key.stringValue();
    }

    private byte[] bytes(Outcome outcome) {
        byte[] line = json.writeValueAsBytes(outcome);
        byte[] withEnd = Arrays.copyOf(line, line.length + 1);
        withEnd[line.length] = '\n';
        return withEnd;
    }
}
