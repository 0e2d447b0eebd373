package io.orderlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlog.order.OrderEvent;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class EventCodecTest {

    private static final byte[] KEY = EventCodec.key(EventExamples.ORDER_ID);
    private static final String HELD = EventType.HELD.wireName();

    private final Headers headers = EventCodec.headers(EventExamples.METADATA);

    @Test
    void metadataIsReadAsItWasWritten() {
        assertThat(EventCodec.metadata(KEY, headers)).isEqualTo(EventExamples.METADATA);
        assertThat(EventCodec.metadata(KEY, EventCodec.headers(EventExamples.METADATA_MINIMAL))).isEqualTo(EventExamples.METADATA_MINIMAL);
    }

    @Test
    void foreignHeadersAreIgnored() {
        assertThat(EventCodec.metadata(KEY, headers.add("b3", new byte[]{1}))).isEqualTo(EventExamples.METADATA);
    }

    @Test
    void aRecordThatMakesNoVersionHasTheVersionZero() {
        assertThat(EventCodec.metadata(KEY, with(EventHeaders.SEQUENCE, "0")).version()).isZero();
    }

    @Test
    void theTypeOfALaterReleaseIsNoneOfTheEnvelopesBusiness() {
        Headers later = with(EventHeaders.TYPE, "orderlog.order.gift-wrapped.v1");

        assertThat(EventCodec.metadata(KEY, later).type()).isEqualTo("orderlog.order.gift-wrapped.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            EventHeaders.SPEC_VERSION,
            EventHeaders.ID,
            EventHeaders.TYPE,
            EventHeaders.SOURCE,
            EventHeaders.SUBJECT,
            EventHeaders.TIME,
            EventHeaders.SEQUENCE,
            EventHeaders.CORRELATION_ID,
            EventHeaders.CAUSATION_ID,
            EventHeaders.ACTOR,
            EventHeaders.PREVIOUS_HASH
    })
    void aRecordWithoutOneOfItsHeadersIsUnreadable(String header) {
        headers.remove(header);

        assertUnreadable(KEY, headers, header);
    }

    @ParameterizedTest
    @CsvSource({
            "ce_specversion, 2.0",
            "ce_id, 7",
            "ce_id, 019C2B6E-6C40-7A3F-8B1D-5E0F4A9D2C71",
            "ce_subject, 1-2-3-4-5",
            "ce_sequence, two",
            "ce_sequence, 2.0",
            "ce_sequence, -1",
            "ce_sequence, 9223372036854775808",
            "ce_time, yesterday",
            "ce_time, 1770283800",
            "effectiveat, 2010-12-01"
    })
    void aRecordWithAMalformedHeaderIsUnreadable(String header, String value) {
        assertUnreadable(KEY, with(header, value), "");
    }

    @Test
    void aRecordWhoseKeyIsNotItsOrderIsUnreadable() {
        assertUnreadable(null, headers, "key");
        assertUnreadable(new byte[0], headers, "key");
        assertUnreadable(EventCodec.key(EventExamples.METADATA.id()), headers, "key");
    }

    @Test
    void fieldsOfALaterReleaseAreIgnored() {
        assertThat(read(HELD, "{\"reason\":\"fraud check\",\"until\":{\"year\":2027}}")).isEqualTo(new OrderEvent.Held("fraud check"));
    }

    @Test
    void aTypeThatThisReleaseDoesNotKnowIsUnreadable() {
        assertThatThrownBy(() -> read("orderlog.order.held.v2", "{\"reason\":\"fraud check\"}"))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("orderlog.order.held.v2");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "null", "[]", "7", "\"fraud check\"", "{", "{}{}", "{\"reason\":\"a\"} x", "<xml/>"})
    void aValueThatIsNotOneJsonObjectIsUnreadable(@Nullable String value) {
        assertThatThrownBy(() -> new EventCodec().event(HELD, value == null ? null : value.getBytes(UTF_8)))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void anOldEventIsLiftedVersionByVersion() {
        var codec = new EventCodec(List.of(
                new Upcaster("orderlog.order.paused.v1", "orderlog.order.paused.v2", renamed("why", "cause")),
                new Upcaster("orderlog.order.paused.v2", HELD, renamed("cause", "reason"))));
        var held = new OrderEvent.Held("fraud check");

        assertThat(codec.event("orderlog.order.paused.v1", "{\"why\":\"fraud check\"}".getBytes(UTF_8))).isEqualTo(held);
        assertThat(codec.event("orderlog.order.paused.v2", "{\"cause\":\"fraud check\"}".getBytes(UTF_8))).isEqualTo(held);
        assertThat(codec.event(HELD, "{\"reason\":\"fraud check\"}".getBytes(UTF_8))).isEqualTo(held);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{}", "{\"cause\":7}", "{\"cause\":\"a\"} x"})
    void anOldEventThatDoesNotFitItsTypeIsUnreadable(@Nullable String value) {
        var codec = new EventCodec(List.of(new Upcaster("orderlog.order.paused.v2", HELD, renamed("cause", "reason"))));

        assertThatThrownBy(() -> codec.event("orderlog.order.paused.v2", value == null ? null : value.getBytes(UTF_8)))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void anUpcasterThatLeadsNowhereMakesTheEventUnreadable() {
        var codec = new EventCodec(List.of(new Upcaster("orderlog.order.paused.v1", "orderlog.order.nowhere.v1", json -> json)));

        assertThatThrownBy(() -> codec.event("orderlog.order.paused.v1", "{}".getBytes(UTF_8)))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("orderlog.order.nowhere.v1");
    }

    @Test
    void anOldTypeHasOneUpcaster() {
        var upcaster = new Upcaster("orderlog.order.paused.v1", HELD, json -> json);

        assertThatIllegalStateException().isThrownBy(() -> new EventCodec(List.of(upcaster, upcaster)));
    }

    private static UnaryOperator<ObjectNode> renamed(String from, String to) {
        return json -> {
            json.set(to, json.remove(from));
            return json;
        };
    }

    private static OrderEvent read(String type, String json) {
        return new EventCodec().event(type, json.getBytes(UTF_8));
    }

    private static void assertUnreadable(byte @Nullable [] key, Headers headers, String what) {
        assertThatThrownBy(() -> EventCodec.metadata(key, headers))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining(what);
    }

    private Headers with(String header, String value) {
        return headers.remove(header).add(header, value.getBytes(UTF_8));
    }
}
