package io.orderlog.standalone.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A body that is right but for a place or two. */
final class SpoiledJson {

    private static final JsonMapper JSON = new JsonMapper();
    /** Stands where a piece goes that no tree can hold. */
    private static final String MARK = "@@@";

    private SpoiledJson() {}

    /** @param schema tells which fields there are beside those of the example */
    static String of(String example, JsonNode schema, Draw draw) {
        JsonNode tree = JSON.readTree(example);
        String text = tree.toString();
        for (int places = 1 + draw.below(2); places > 0 && tree instanceof ObjectNode; places--) {
            spoil(draw.of(objects(tree)), schema, draw);
            text = tree.toString().replace("\"" + MARK + "\"", draw.of(Traps.JSON));
            if (text.length() > 50_000) {
                return text;
            }
            tree = readable(text, tree);
        }
        return text;
    }

    private static void spoil(ObjectNode object, JsonNode schema, Draw draw) {
        List<String> names = new ArrayList<>(object.propertyNames());
        schema.path("properties").propertyNames().stream().filter(name -> !names.contains(name)).forEach(names::add);
        String name = names.isEmpty() ? "x" : draw.of(names);
        switch (draw.below(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.put("unknown", MARK);
            case 2 -> object.put(draw.of(Traps.TEXTS), MARK);
            case 3 -> object.put(name, draw.of(Traps.TEXTS));
            case 4 -> object.set(name, object.deepCopy());
            case 5 -> {
                if (object.get(name) instanceof ArrayNode array && !array.isEmpty()) {
                    array.add(array.get(0).deepCopy());
                    array.add(MARK);
                } else {
                    object.put(name, MARK);
                }
            }
            default -> object.put(name, MARK);
        }
    }

    private static List<ObjectNode> objects(JsonNode tree) {
        return Stream.concat(tree instanceof ObjectNode object ? Stream.of(object) : Stream.of(),
                tree.valueStream().flatMap(child -> objects(child).stream())).toList();
    }

    /** What was spoiled so that it is no JSON any more is not spoiled further. */
    private static JsonNode readable(String text, JsonNode otherwise) {
        try {
            return JSON.readTree(text);
        } catch (RuntimeException e) {
            return JSON.nullNode();
        }
    }
}
