package io.orderlog.query.web;

import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.ReadRoute;
import io.orderlog.query.generation.RegisteredGeneration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.web.servlet.HandlerInterceptor;

/** Whoever names a generation reads that one, live or not. */
final class GenerationInterceptor implements HandlerInterceptor {

    static final String HEADER = "Generation";

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final Generations generations;

    GenerationInterceptor(Generations generations) {
        this.generations = generations;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String named = request.getHeader(HEADER);
        if (named != null) {
            ReadRoute.to(find(named));
        }
        return true;
    }

    private RegisteredGeneration find(String named) {
        if (!NUMBER.matcher(named).matches()) {
            throw new InvalidParametersException(HEADER, "must be the number of a generation");
        }
        return generations.find(Integer.parseInt(named))
                .filter(generation -> !generation.state().isOver())
                .orElseThrow(() -> new InvalidParametersException(HEADER, "there is no such generation, or it is gone"));
    }
}
