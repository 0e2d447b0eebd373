package io.orderlog.standalone.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an OpenAPI document says of one operation.
 *
 * @param bodies a media type and an example of each kind of body that it takes
 */
record Operation(String method, String path, List<Parameter> parameters, List<Body> bodies) {

    /** @param in {@code path}, {@code query} or {@code header} */
    record Parameter(String name, String in, JsonNode schema, JsonNode example) {}

    record Body(String type, JsonNode schema, JsonNode example) {}

    static List<Operation> allOf(JsonNode document) {
        JsonNode whole = inlined(document.deepCopy(), document, 0);
        List<Operation> operations = new ArrayList<>();
        whole.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, described) -> operations.add(new Operation(
                        method.toUpperCase(Locale.ROOT), path,
                        described.path("parameters").valueStream().map(Operation::parameter).toList(),
                        described.at("/requestBody/content")
                                .propertyStream()
                                .map(body -> new Body(body.getKey(), body.getValue().path("schema"), body.getValue().path("example")))
                                .toList()))));
        return operations;
    }

    private static Parameter parameter(JsonNode described) {
        return new Parameter(described.path("name").asString(), described.path("in").asString(), described.path("schema"),
                described.path("example"));
    }

    Stream<Parameter> in(String place) {
        return parameters.stream().filter(parameter -> parameter.in().equals(place));
    }

    boolean isRead() {
        return method.equals("GET");
    }

    String name() {
        return method + " " + path;
    }

    /** With what each {@code $ref} stands for in its place; answers may refer to themselves and are not gone down for ever. */
    private static JsonNode inlined(JsonNode node, JsonNode document, int depth) {
        if (depth > 24) {
            return node;
        }
        if (node.path("$ref").isString()) {
            return inlined(document.at(node.path("$ref").stringValue().substring(1)).deepCopy(), document, depth + 1);
        }
        switch (node) {
            case ObjectNode object -> List.copyOf(object.propertyNames())
                    .forEach(name -> object.set(name,
                            name.equals("responses") ? object.get(name) : inlined(object.get(name), document, depth + 1)));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, inlined(array.get(i), document, depth + 1));
                }
            }
            default -> {
            }
        }
        return node;
    }
}
