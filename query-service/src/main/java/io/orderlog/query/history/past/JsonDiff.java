package io.orderlog.query.history.past;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What differs between two states of an order document. What came or went whole is one change. */
final class JsonDiff {

    /** By the list's name, the field that tells its elements apart. */
    private static final Map<String, String> KEYS = Map.of(
            "lines", "number", "payments", "reference", "shipments", "number", "returns", "number", "items", "line");

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final List<Change> changes = new ArrayList<>();

    private JsonDiff() {}

    static List<Change> between(JsonNode before, JsonNode after) {
        JsonDiff diff = new JsonDiff();
        diff.compare("$", "", before, after);
        return List.copyOf(diff.changes);
    }

    private void compare(String path, String name, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before == null || after == null) {
            if (before != after) {
                changes.add(new Change(path, before, after));
            }
        } else if (before.isObject() && after.isObject()) {
            compareAll(path, members(before), members(after));
        } else if (!before.equals(after)) {
            Map<String, JsonNode> elementsBefore = elements(name, before);
            Map<String, JsonNode> elementsAfter = elements(name, after);
            if (elementsBefore == null || elementsAfter == null) {
                changes.add(new Change(path, before, after));
            } else {
                compareAll(path, elementsBefore, elementsAfter);
            }
        }
    }

    private void compareAll(String path, Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Set<String> selectors = new LinkedHashSet<>(before.keySet());
        selectors.addAll(after.keySet());
        for (String selector : selectors) {
            compare(path + selector, selector.substring(1), before.get(selector), after.get(selector));
        }
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(member -> members.put(memberSelector(member.getKey()), member.getValue()));
        return members;
    }

    /** @return {@code null} if it is no list, or one whose elements have no names of their own */
    private static @Nullable Map<String, JsonNode> elements(String name, JsonNode list) {
        String key = KEYS.get(name);
        if (key == null || !list.isArray()) {
            return null;
        }
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        for (JsonNode element : list) {
            JsonNode value = element.get(key);
            if (value == null || elements.put("[?(@.%s==%s)]".formatted(key, literal(value)), element) != null) {
                return null;
            }
        }
        return elements;
    }

    private static String memberSelector(String name) {
        return PLAIN_NAME.matcher(name).matches() ? "." + name : "[" + quoted(name) + "]";
    }

    private static String literal(JsonNode value) {
        return value.isString() ? quoted(value.asString()) : value.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
