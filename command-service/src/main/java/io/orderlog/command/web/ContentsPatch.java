package io.orderlog.command.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderlog.command.web.InvalidRequestException.Violation;
import io.orderlog.order.OrderContents;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes an order's contents by a JSON Merge Patch (RFC 7396) on the shape in which it was placed. */
final class ContentsPatch {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
    private static final Set<String> FIXED = Set.of("customerId", "currency");

    private final FormReader reader;
    private final ObjectNode patch;

    ContentsPatch(FormReader reader, ObjectNode patch) {
        this.reader = reader;
        this.patch = patch;
    }

    /** @throws InvalidRequestException if what comes out could not have been placed */
    OrderContents apply(OrderContents contents) {
        JsonNode merged = merge(JSON.valueToTree(ContentsForm.of(contents)), patch);
        try {
            return reader.bind(merged, ContentsForm.class, Violations.ENOUGH_FOR_AN_ORDER).contents();
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(e.violations().stream().map(ContentsPatch::explained).toList(), e.omitted());
        }
    }

    private static Violation explained(Violation violation) {
        return FIXED.contains(violation.field()) ? new Violation(violation.field(), "cannot be changed") : violation;
    }

    /** As the RFC has it, but a removed field that was not there stays as a {@code null}, so that unknown names are noticed. */
    private static ObjectNode merge(@Nullable JsonNode target, ObjectNode patch) {
        ObjectNode merged = target instanceof ObjectNode object ? object : JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            String name = change.getKey();
            if (change.getValue() instanceof ObjectNode nested) {
                merged.set(name, merge(merged.get(name), nested));
            } else if (change.getValue().isNull() && merged.has(name)) {
                merged.remove(name);
            } else {
                merged.set(name, change.getValue());
            }
        }
        return merged;
    }
}
