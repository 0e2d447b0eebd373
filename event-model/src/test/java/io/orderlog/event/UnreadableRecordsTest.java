package io.orderlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.header.Headers;

class UnreadableRecordsTest {

    private final EventCodec codec = new EventCodec();

    @Property(tries = 2_000)
    void randomBytesAreReadOrUnreadable(@ForAll EventType type, @ForAll byte[] value) {
        readOrUnreadable(() -> codec.event(type.wireName(), value));
    }

    @Property(tries = 5_000)
    void aDamagedEventIsReadOrUnreadable(
            @ForAll("approved") String file, @ForAll @IntRange(max = 2_000) int position, @ForAll byte damage) {
        byte[] value = Approved.json(file);
        value[position % value.length] = damage;

        readOrUnreadable(() -> codec.event(file.replace(".minimal", ""), value));
    }

    @Property(tries = 1_000)
    void aTruncatedEventIsUnreadable(@ForAll("approved") String file, @ForAll @IntRange(max = 2_000) int length) {
        byte[] value = Approved.json(file);
        byte[] start = Arrays.copyOf(value, length % value.length);

        assertThat(readOrUnreadable(() -> codec.event(file.replace(".minimal", ""), start))).isFalse();
    }

    @Property(tries = 5_000)
    void aRandomHeaderIsReadOrUnreadable(@ForAll("headerNames") String name, @ForAll byte[] value) {
        Headers headers = EventCodec.headers(EventExamples.METADATA).remove(name).add(name, value);

        readOrUnreadable(() -> EventCodec.metadata(EventCodec.key(EventExamples.ORDER_ID), headers));
    }

    @Property(tries = 500)
    void aRandomKeyIsUnreadable(@ForAll byte[] key) {
        assertThat(readOrUnreadable(() -> EventCodec.metadata(key, EventCodec.headers(EventExamples.METADATA)))).isFalse();
    }

    @Property(tries = 10)
    void deepNestingIsUnreadable(@ForAll @IntRange(min = 1_000, max = 100_000) int depth) {
        byte[] value = ("{\"reason\":" + "[".repeat(depth)).getBytes(UTF_8);

        assertThat(readOrUnreadable(() -> codec.event(EventType.HELD.wireName(), value))).isFalse();
    }

    @Provide
    Arbitrary<String> approved() {
        return Arbitraries.of(List.copyOf(Approved.jsonNames()));
    }

    @Provide
    Arbitrary<String> headerNames() {
        return Arbitraries.of(EventHeaders.HASHED);
    }

    /** Any other exception than {@link UnreadableEventException} fails the test. */
    private static boolean readOrUnreadable(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (UnreadableEventException expected) {
            return false;
        }
    }
}
