package io.orderlog.standalone.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.standalone.fuzz.Operation.Body;
import io.orderlog.standalone.fuzz.Operation.Parameter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Makes request after request of the operations: most of a request is right, so that what is wrong with it is found late. */
final class HostileRequests {

    private static final String UNRESERVED = "[A-Za-z0-9._~-]+";

    private final long seed;
    private final List<Operation> operations;
    private final List<String> orders;
    private final List<String> cursors;
    private final Tokens tokens = new Tokens();

    /**
     * @param orders ids of orders that are there
     * @param cursors that were answered
     */
    HostileRequests(long seed, List<Operation> operations, List<String> orders, List<String> cursors) {
        this.seed = seed;
        this.operations = operations;
        this.orders = orders;
        this.cursors = cursors;
    }

    /** What is spoiled. */
    private enum Spoiled {
        NOTHING,
        PARAMETERS,
        JSON,
        BODY,
        HEAD,
        EVERYTHING
    }

    HostileRequest request(long number) {
        Draw draw = new Draw(seed, number);
        Operation operation = operations.get((int) (number % operations.size()));
        Spoiled spoiled = draw.of(List.of(Spoiled.values()));
        boolean parameters = spoiled == Spoiled.PARAMETERS || spoiled == Spoiled.EVERYTHING;
        Draft draft = new Draft(operation.method(), path(operation, draw, parameters) + query(operation, draw, parameters), new byte[0]);
        String correlationId = "fuzz-" + number;
        draft.header("X-Correlation-Id", correlationId);
        operation.in("header").filter(parameter -> !parameter.name().equals("X-Correlation-Id")).forEach(parameter -> {
            if (draw.oneIn(parameters ? 4 : 12)) {
                draft.header(parameter.name(), value(parameter, draw, parameters));
            }
        });
        if (!operation.bodies().isEmpty()) {
            Body body = draw.of(operation.bodies());
            draft.header("Content-Type", body.type());
            draft.body(body(body, draw, spoiled == Spoiled.JSON || spoiled == Spoiled.EVERYTHING));
        }
        Tokens.Token token = tokens.draw(draw);
        if (!token.header().isEmpty()) {
            draft.header("Authorization", token.header());
        }
        if (spoiled == Spoiled.BODY || spoiled == Spoiled.EVERYTHING && draw.oneIn(2)) {
            BodyTraps.spoil(draft, draw);
        }
        if (spoiled == Spoiled.HEAD || spoiled == Spoiled.EVERYTHING && draw.oneIn(3)) {
            HeadTraps.spoil(draft, draw);
        }
        return new HostileRequest(number, operation, draw.oneIn(2), draft.method, correlationId, draft.bytes(), draft.isCutOff,
                draft.isNonsense,
                token.isGood());
    }

    private String path(Operation operation, Draw draw, boolean spoiled) {
        String path = operation.path();
        for (Parameter parameter : operation.in("path").toList()) {
            String value = spoiled && draw.oneIn(2) ? encoded(draw.of(Traps.TEXTS), draw) : encoded(right(parameter, draw), draw);
            path = path.replace("{" + parameter.name() + "}", value);
        }
        return path;
    }

    private String query(Operation operation, Draw draw, boolean spoiled) {
        List<String> query = new ArrayList<>();
        for (Parameter parameter : operation.in("query").toList()) {
            for (boolean more = draw.oneIn(spoiled ? 3 : 6); more; more = spoiled && draw.oneIn(8)) {
                query.add(parameter.name() + "=" + encoded(value(parameter, draw, spoiled), draw));
            }
        }
        return query.isEmpty() ? "" : "?" + String.join("&", query);
    }

    private String value(Parameter parameter, Draw draw, boolean spoiled) {
        if (!spoiled || draw.oneIn(4)) {
            return right(parameter, draw);
        }
        return draw.oneIn(4) ? tampered(right(parameter, draw), draw) : draw.of(Traps.TEXTS).replaceAll("[\r\n\u0000]", "?");
    }

    private String right(Parameter parameter, Draw draw) {
        JsonNode schema = parameter.schema();
        if (schema.path("enum").isArray()) {
            return draw.of(schema.path("enum").valueStream().map(JsonNode::asString).toList());
        }
        if (schema.path("format").asString("").equals("uuid")) {
            return draw.of(orders);
        }
        return switch (parameter.name()) {
            case "cursor" -> draw.of(cursors);
            case "reference" -> "pay-" + draw.below(3);
            case "Idempotency-Key" -> "key-" + draw.below(200);
            case "If-Match" -> "\"" + (1 + draw.below(4)) + "\"";
            case "Consistency-Token" -> draw.below(12) + ":0";
            default -> parameter.example().isMissingNode() ? String.valueOf(1 + draw.below(3)) : parameter.example().asString();
        };
    }

    /** With one letter another one, shorter, or doubled. */
    private static String tampered(String text, Draw draw) {
        if (text.isEmpty()) {
            return "x";
        }
        int at = draw.below(text.length());
        return switch (draw.below(3)) {
            case 0 -> text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
            case 1 -> text.substring(0, at);
            default -> text + text.substring(at);
        };
    }

    private String encoded(String value, Draw draw) {
        if (value.matches(UNRESERVED) || draw.oneIn(12)) {
            return value.replaceAll("[\\s\u0000]", "+");
        }
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    private static String body(Body body, Draw draw, boolean spoiled) {
        String example = body.example().isString() ? body.example().stringValue() : body.example().toString();
        return spoiled
                ? example.lines().map(line -> SpoiledJson.of(line, body.schema(), draw)).collect(Collectors.joining("\n"))
                : example;
    }
}
