package io.orderlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlog.event.EventExamples.Example;
import io.orderlog.order.OrderEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class WireJsonTest {

    private static final String PLACED = "orderlog.order.placed.v1";

    @ParameterizedTest
    @MethodSource("fieldsOfMinimalEvents")
    void everyFieldOfAMinimalEventIsRequiredAndNeverNull(String type, String file, String field) {
        assertUnreadable(type, approved(file).without(field));
        assertUnreadable(type, approved(file).putNull(field));
    }

    /** A minimal event has no optional field; an event without a minimal form has none at all. */
    static Stream<Arguments> fieldsOfMinimalEvents() {
        return EventExamples.ALL.stream()
                .filter(example -> example.file().endsWith(".minimal") || !Approved.jsonNames().contains(example.file() + ".minimal"))
                .flatMap(example -> approved(example.file()).propertyNames()
                        .stream()
                        .map(field -> Arguments.of(example.wireName(), example.file(), field)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "/currency       | \"ZZZ\"",
            "/currency       | \"\"",
            "/currency       | 826",
            "/paymentDueAt   | 1770283800",
            "/paymentDueAt   | \"1770283800\"",
            "/paymentDueAt   | \"\"",
            "/paymentDueAt   | \"2026-02-08\"",
            "/customerId     | 17850",
            "/customerId     | true",
            "/customerId     | [\"17850\"]",
            "/attributes     | {\"channel\":null}",
            "/attributes     | {\"channel\":7}",
            "/attributes     | []",
            "/lines          | {}",
            "/lines          | [null]",
            "/lines          | \"\"",
            "/lines/0/quantity  | \"6\"",
            "/lines/0/quantity  | 6.0",
            "/lines/0/quantity  | 6e0",
            "/lines/0/quantity  | true",
            "/lines/0/quantity  | 2147483648",
            "/lines/0/quantity  | null",
            "/lines/0/unitPrice | 9223372036854775808",
            "/lines/0/unitPrice | 2.55",
            "/charges/tax       | null",
            "/charges           | {}",
            "/charges           | []",
            "/recipient         | \"A. Turing\"",
            "/recipient/address/lines | \"Bletchley Park\"",
    })
    void noKindOfValueIsTakenForAnother(String path, String value) {
        ObjectNode placed = approved(PLACED);
        String parent = path.substring(0, path.lastIndexOf('/'));
        ((ObjectNode) placed.at(parent)).set(path.substring(parent.length() + 1), WireJson.MAPPER.readTree(value));

        assertUnreadable(PLACED, placed);
    }

    @ParameterizedTest
    @CsvSource({"0", "'\"0\"'", "'\"reference\"'", "'\"\"'", "null"})
    void aSectionIsReadByItsNameAlone(String section) {
        assertUnreadable("orderlog.order.revised.v1", WireJson.MAPPER.readTree("{\"cleared\":[" + section + "]}"));
    }

    @Test
    void anEmptyTextIsAText() {
        assertThat(read("orderlog.order.held.v1", WireJson.MAPPER.readTree("{\"reason\":\"\"}"))).isEqualTo(new OrderEvent.Held(""));
    }

    @Test
    void anOptionalFieldMayBeMissingOrNull() {
        Example minimal = EventExamples.ALL.get(1);

        assertThat(read(PLACED, approved(minimal.file()).putNull("recipient").putNull("paymentDueAt"))).isEqualTo(minimal.event());
    }

    private static ObjectNode approved(String file) {
        return (ObjectNode) WireJson.MAPPER.readTree(Approved.json(file));
    }

    private static OrderEvent read(String type, JsonNode json) {
        return new EventCodec().event(type, json.toString().getBytes(UTF_8));
    }

    private static void assertUnreadable(String type, JsonNode json) {
        assertThatThrownBy(() -> read(type, json)).isInstanceOf(UnreadableEventException.class);
    }
}
