package io.orderlog.command.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets in as many requests as can be worked on, and turns the others away at once.
 *
 * <p>A body is read before its request is counted, so that slow senders take no places, and before anything is parsed, so that what is
 * turned away has cost next to nothing. Batches are read line by line and have places of their own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class AdmissionFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(AdmissionFilter.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int CHUNK = 8_192;

    private final BodyReader bodies;
    private final BodyMemory memory;
    private final HandlerExceptionResolver problems;
    private final Semaphore requests;
    private final Semaphore batches;

    AdmissionFilter(
            BodyReader bodies,
            BodyMemory memory,
            OrdersProperties properties,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.bodies = bodies;
        this.memory = memory;
        this.problems = problems;
        this.requests = new Semaphore(properties.maxAtOnce());
        this.batches = new Semaphore(properties.batch().maxAtOnce());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().equals(BatchController.PATH)) {
            admit(batches, request, request, response, chain);
            return;
        }
        try (BodyMemory.Share share = memory.new Share()) {
            byte[] body;
            try {
                body = bodies.read(request.getInputStream(), request.getContentLengthLong(), share);
            } catch (BodyRefusedException e) {
                refuse(request, response, e);
                return;
            } catch (IOException e) {
                // Tomcat has made the answer already: 408 if the body stopped coming, 400 if it is malformed or broke off.
                log.debug("A body could not be read", e);
                return;
            }
            admit(requests, request, body.length == 0 ? request : new ReadRequest(request, body), response, chain);
        }
    }

    private void admit(
            Semaphore places, HttpServletRequest original, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            refuse(original, response, BodyRefusedException.noPlace());
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, BodyRefusedException refusal) throws IOException {
        problems.resolveException(request, response, null, refusal);
        response.flushBuffer();
        takeWhatIsStillComing(request);
    }

    /** Else the connection is reset under the client that is still sending, which then does not see its answer. */
    private static void takeWhatIsStillComing(HttpServletRequest request) {
        long begin = System.nanoTime();
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream body = request.getInputStream();
            while (body.read(chunk) >= 0 && System.nanoTime() - begin < FAREWELL.toNanos()) {
                // Nobody needs it.
            }
        } catch (IOException e) {
            // The client has gone, or says nothing more.
        }
    }
}
