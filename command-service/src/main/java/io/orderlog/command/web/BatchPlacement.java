package io.orderlog.command.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Places the orders of a batch, several at once, and writes one outcome for each line in the order of the lines.
 *
 * <p>Reading does not wait for the client to take the outcomes: many clients send all before they read anything. What waits to be
 * taken is bounded by the number of lines times the small size of an outcome.
 */
@Component
final class BatchPlacement {

    private static final Logger log = LoggerFactory.getLogger(BatchPlacement.class);
    private static final String KEY_FIELD = "idempotencyKey";
    private static final int ERRORS_NAMED = 20;

    private final CommandDesk desk;
    private final FormReader forms;
    private final OrdersProperties properties;
    private final JsonMapper json;

    BatchPlacement(CommandDesk desk, FormReader forms, OrdersProperties properties, JsonMapper json) {
        this.desk = desk;
        this.forms = forms;
        this.properties = properties;
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

    void run(Caller caller, InputStream input, OutputStream output) throws InterruptedException {
        BlockingQueue<Future<byte[]>> outcomes = new LinkedBlockingQueue<>();
        Future<byte[]> end = CompletableFuture.completedFuture(new byte[0]);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = threads.submit(() -> write(outcomes, end, output));
            try {
                read(caller, input, threads, writer, outcomes);
            } finally {
                outcomes.add(end);
            }
        }
    }

    private void read(
            Caller caller, InputStream input, ExecutorService threads, Future<?> writer, BlockingQueue<Future<byte[]>> outcomes)
            throws InterruptedException {
        int longest = Math.toIntExact(properties.maxBody().toBytes());
        LineReader lines = new LineReader(input, longest);
        Semaphore inFlight = new Semaphore(properties.batch().inFlight());
        long deadline = System.nanoTime() + properties.batch().timeout().toNanos();
        int number = 0;
        try {
            for (LineReader.Line line = lines.read(); line != null && !writer.isDone(); line = lines.read()) {
                int current = ++number;
                if (current > properties.batch().maxLines()) {
                    ProblemDetail problem = ProblemType.BODY_TOO_LARGE.detail(
                            "A batch has at most %d lines; this line and all after it were not read."
                                    .formatted(properties.batch().maxLines()));
                    outcomes.add(CompletableFuture.completedFuture(bytes(Outcome.of(current, problem))));
                    return;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new SocketTimeoutException();
                }
                byte[] placement = line.bytes();
                if (line.isBlank()) {
                    continue;
                }
                inFlight.acquire();
                outcomes.add(threads.submit(() -> {
                    try {
                        return bytes(place(caller, current, placement, longest));
                    } finally {
                        inFlight.release();
                    }
                }));
            }
        } catch (SocketTimeoutException e) {
            ProblemDetail problem = ProblemType.BODY_TOO_SLOW.detail("This line did not arrive in time; nothing after it was read.");
            outcomes.add(CompletableFuture.completedFuture(bytes(Outcome.of(number + 1, problem))));
        } catch (IOException e) {
            log.debug("The client of a batch went away after line {}", number, e);
        }
    }

    private Outcome place(Caller caller, int line, byte @Nullable [] placement, int longest) {
        if (placement == null) {
            return Outcome.of(line, ProblemType.BODY_TOO_LARGE.detail("The line is longer than %d bytes.".formatted(longest)));
        }
        try {
            JsonNode tree = forms.parse(placement);
            String key = takeKey(tree);
            Form.Placement form = forms.bind(tree, Form.Placement.class, ERRORS_NAMED);
            return Outcome.of(line, desk.place(caller.withIdempotencyKey(key), form));
        } catch (InvalidRequestException e) {
            return Outcome.of(line, Problems.of(e));
        } catch (MalformedJsonException e) {
            return Outcome.of(line, Problems.of(e));
        } catch (RuntimeException e) {
            log.error("A line of a batch failed unexpectedly", e);
            return Outcome.of(line, Problems.unexpected());
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

    private @Nullable Void write(BlockingQueue<Future<byte[]>> outcomes, Future<byte[]> end, OutputStream output) throws Exception {
        for (Future<byte[]> outcome = outcomes.take(); outcome != end; outcome = outcomes.take()) {
            if (!outcome.isDone()) {
                output.flush();
            }
            output.write(outcome.get());
        }
        output.flush();
        return null;
    }

    private byte[] bytes(Outcome outcome) {
        byte[] line = json.writeValueAsBytes(outcome);
        byte[] withEnd = Arrays.copyOf(line, line.length + 1);
        withEnd[line.length] = '\n';
        return withEnd;
    }
}
