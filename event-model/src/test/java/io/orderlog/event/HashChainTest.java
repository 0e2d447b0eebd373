package io.orderlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashChainTest {

    @SuppressWarnings("unused") // named by @FieldSource
    private static final List<String> HASHED = EventHeaders.HASHED;

    private static final byte[] KEY = EventCodec.key(EventExamples.ORDER_ID);
    private static final byte[] VALUE = "{\"reference\":\"ch_1\",\"amount\":339}".getBytes(UTF_8);

    private final Headers headers = EventCodec.headers(EventExamples.METADATA);
    private final String hash = HashChain.hash(KEY, headers, VALUE);

    @ParameterizedTest
    @ValueSource(strings = {"record", "record.minimal"})
    void theHashIsTheSha256OfTheDocumentedBytes(String file) throws Exception {
        Map<String, String> record = Approved.text(file)
                .lines()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        var canonical = new ByteArrayOutputStream();
        var out = new DataOutputStream(canonical);

        for (String part : List.of(
                "key", "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time", "ce_sequence", "content-type",
                "effectiveat", "correlationid", "causationid", "actor", "idempotencykey", "requestfingerprint", "previoushash", "value")) {
            writePart(out, record.get(part));
        }

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.toByteArray())))
                .isEqualTo(record.get("hash"));
    }

    @ParameterizedTest
    @FieldSource("HASHED")
    void aChangedOrMissingHeaderChangesTheHash(String header) {
        byte[] original = headers.lastHeader(header).value();
        byte[] changed = original.clone();
        changed[0] ^= 1;

        assertThat(HashChain.hash(KEY, without(header).add(header, changed), VALUE)).isNotEqualTo(hash);
        assertThat(HashChain.hash(KEY, without(header), VALUE)).isNotEqualTo(hash);
        assertThat(HashChain.hash(KEY, without(header).add(header, new byte[0]), VALUE))
                .isNotEqualTo(HashChain.hash(KEY, without(header), VALUE));
        assertThat(HashChain.hash(KEY, without(header).add(header, original), VALUE)).isEqualTo(hash);
    }

    @Test
    void aChangedKeyOrValueChangesTheHash() {
        assertThat(HashChain.hash(EventCodec.key(EventExamples.METADATA.id()), headers, VALUE)).isNotEqualTo(hash);
        assertThat(HashChain.hash(KEY, headers, "{\"reference\":\"ch_1\",\"amount\":340}".getBytes(UTF_8))).isNotEqualTo(hash);
    }

    @Test
    void bytesThatMoveFromOneHeaderToTheNextChangeTheHash() {
        Headers moved = without(EventHeaders.CAUSATION_ID).remove(EventHeaders.ACTOR);
        moved.add(EventHeaders.CAUSATION_ID, "request-7s".getBytes(UTF_8)).add(EventHeaders.ACTOR, "hop".getBytes(UTF_8));

        assertThat(HashChain.hash(KEY, moved, VALUE)).isNotEqualTo(hash);
    }

    @Test
    void tracingAndForeignHeadersDoNotChangeTheHash() {
        assertThat(HashChain.hash(KEY, without(EventHeaders.TRACEPARENT), VALUE)).isEqualTo(hash);
        assertThat(HashChain.hash(KEY, headers.add("b3", new byte[]{1}), VALUE)).isEqualTo(hash);
    }

    private Headers without(String header) {
        return new RecordHeaders(headers).remove(header);
    }

    private static void writePart(DataOutputStream out, @Nullable String part) throws IOException {
        if (part == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(part.getBytes(UTF_8).length);
            out.write(part.getBytes(UTF_8));
        }
    }
}
