package io.orderlog.command.web;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads forms strictly, and tells everything that is wrong with one at once. */
@Component
final class FormReader {

    private static final String EFFECTIVE_AT = "effectiveAt";
    private static final int DEEPEST_NESTING = 20;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_FIELD_NAME = 1_000;
    private static final int LONGEST_REASON = 200;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST_NESTING)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_FIELD_NAME)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // JSON is in UTF-8 (RFC 8259): the parser would take UTF-16 and UTF-32 as well.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Its reasons are English whatever language the machine or the client speaks: they are part of the API. */
    private final Validator validator = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false))
            .buildValidatorFactory()
            .getValidator();

    /**
     * @throws MalformedJsonException if it is no JSON
     * @throws InvalidRequestException naming every wrong field
     */
    <F extends Record> F read(byte[] json, Class<F> type) {
        return bind(parse(json), type, Violations.ENOUGH_FOR_AN_ORDER);
    }

    /**
     * Reads a merge patch, of which only {@code effectiveAt} can be judged before it meets the order.
     *
     * @throws MalformedJsonException if it is no JSON
     * @throws InvalidRequestException if it is no object, or no patch
     */
    Form.Patch readPatch(byte[] json) {
        if (!(parse(json) instanceof ObjectNode merge)) {
            throw new InvalidRequestException(FieldPath.ROOT.text(), "must be an object");
        }
        JsonNode effectiveAt = merge.remove(EFFECTIVE_AT);
        ObjectNode rest = JSON.createObjectNode();
        if (effectiveAt != null) {
            rest.set(EFFECTIVE_AT, effectiveAt);
        }
        return new Form.Patch(merge, bind(rest, Form.Bare.class, 1).effectiveAt());
    }

    /** @throws MalformedJsonException if it is no JSON */
    JsonNode parse(byte[] json) {
        try {
            JsonNode tree = JSON.readTree(json);
            return tree == null || tree.isMissingNode() ? JSON.nullNode() : tree;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /**
     * @param enough how many wrong fields to name at most
     * @throws InvalidRequestException naming every wrong field
     */
    <F extends Record> F bind(JsonNode tree, Class<F> type, int enough) {
        Violations violations = new Violations(enough);
        F form = new RecordBinder(validator, violations).bind(tree, type);
        violations.throwIfAny();
        return Objects.requireNonNull(form);
    }

    private static MalformedJsonException malformed(JacksonException e) {
        var location = e.getLocation();
        int line = location == null ? 1 : Math.max(1, location.getLineNr());
        int column = location == null ? 1 : Math.max(1, location.getColumnNr());
        return new MalformedJsonException(line, column, reason(e));
    }

    /** The parser's own words only where they speak of the body and not of the parser. */
    private static String reason(JacksonException e) {
        return switch (e) {
            case UnexpectedEndOfInputException _ -> "the end comes too early";
            case StreamConstraintsException _ ->
                "it is nested deeper than %d, or has a number of more than %d or a name of more than %d characters"
                        .formatted(DEEPEST_NESTING, LONGEST_NUMBER, LONGEST_FIELD_NAME);
            case StreamReadException _ -> FieldPath.printable(withoutAdvice(e.getOriginalMessage()), LONGEST_REASON);
            default -> "there is more than one value";
        };
    }

    /** What could be enabled is for whoever runs the parser, not for clients. */
    private static String withoutAdvice(String message) {
        return message.contains("Feature") ? message.substring(0, Math.max(0, message.indexOf(": "))) : message;
    }
}
