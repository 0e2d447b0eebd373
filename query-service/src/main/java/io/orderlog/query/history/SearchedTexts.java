package io.orderlog.query.history;

import io.orderlog.event.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The texts of an event for the index of words, which takes no text that Postgres cannot keep and no more words than fit into a row. */
final class SearchedTexts {

    private static final int LONGEST = 250_000;
    private static final String ESCAPE = "\\u";

    private SearchedTexts() {}

    /** @return JSON; {@code null} if the index takes the event's own */
    static @Nullable String ifOtherThan(String json) {
        if (json.length() <= LONGEST && !json.contains(ESCAPE)) {
            return null;
        }
        StringBuilder texts = new StringBuilder();
        collect(WireJson.MAPPER.readTree(json), texts);
        return WireJson.MAPPER.writeValueAsString(texts.substring(0, Math.min(LONGEST, texts.length())));
    }

    private static void collect(JsonNode node, StringBuilder texts) {
        if (node.isString()) {
            node.stringValue().codePoints().map(character -> isKept(character) ? character : ' ').forEach(texts::appendCodePoint);
            texts.append(' ');
        }
        for (JsonNode child : node) {
            collect(child, texts);
        }
    }

    private static boolean isKept(int character) {
        return character != 0 && !(Character.isBmpCodePoint(character) && Character.isSurrogate((char) character));
    }
}
