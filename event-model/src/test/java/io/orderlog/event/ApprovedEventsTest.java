package io.orderlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.event.EventExamples.Example;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ApprovedEventsTest {

    @SuppressWarnings("unused") // named by @FieldSource
    private static final List<Example> EXAMPLES = EventExamples.ALL;

    @SuppressWarnings("unused") // named by @FieldSource
    private static final List<Example> OLD = EventExamples.OLD;

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void anEventIsWrittenExactlyAsApproved(Example example) {
        assertThat(new String(codec.value(example.event()), UTF_8)).isEqualTo(new String(Approved.json(example.file()), UTF_8));
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void anApprovedEventIsReadForEver(Example example) {
        assertThat(codec.event(example.wireName(), Approved.json(example.file()))).isEqualTo(example.event());
    }

    @ParameterizedTest
    @FieldSource("OLD")
    void anApprovedEventOfAnOldVersionIsReadForEverAsTheNewestOne(Example example) {
        assertThat(codec.event(example.wireName(), Approved.json(example.file()))).isEqualTo(example.event());
    }

    @Test
    void everyTypeHasAnApprovedFileAndEveryApprovedFileIsTested() {
        assertThat(Approved.jsonNames())
                .containsAll(Arrays.stream(EventType.values()).map(EventType::wireName).toList())
                .isEqualTo(Stream.concat(EventExamples.ALL.stream(), EventExamples.OLD.stream())
                        .map(Example::file)
                        .collect(Collectors.toSet()));
    }

    @Test
    void aRecordIsWrittenExactlyAsApproved() {
        assertThat(record(EventExamples.METADATA, "orderlog.order.payment-received.v1")).isEqualTo(Approved.text("record"));
        assertThat(record(EventExamples.METADATA_MINIMAL, "orderlog.order.placed.v1.minimal")).isEqualTo(Approved.text("record.minimal"));
    }

    @Test
    void aRecordCarriesTheHashOfTheRecordBeforeIt() {
        assertThat(Approved.text("record.minimal")).endsWith("hash: " + EventExamples.METADATA.previousHash() + "\n");
    }

    private static String record(EventMetadata metadata, String file) {
        byte[] key = EventCodec.key(metadata.orderId());
        Headers headers = EventCodec.headers(metadata);
        byte[] value = Approved.json(file);
        String headerLines = StreamSupport.stream(headers.spliterator(), false)
                .map(header -> header.key() + ": " + new String(header.value(), UTF_8) + "\n")
                .collect(Collectors.joining());
        return "key: %s\n%svalue: %s\nhash: %s\n"
                .formatted(new String(key, UTF_8), headerLines, new String(value, UTF_8), HashChain.hash(key, headers, value));
    }
}
