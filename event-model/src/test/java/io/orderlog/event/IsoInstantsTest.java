package io.orderlog.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoInstantsTest {

    @Test
    void areReadAsTheyWereWritten() {
        Random random = new Random(7);
        long[] units = {1_000_000_000, 1_000_000, 1_000, 1};
        for (int round = 0; round < 10_000; round++) {
            int nanos = random.nextInt(1_000_000_000);
            long unit = units[round % units.length];
            Instant written = Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 253_000_000_000L), nanos / unit * unit);
            assertThat(IsoInstants.parse(written.toString())).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "2026-11-26T23:10:24Z", "2026-11-26T23:10:24.1Z", "2026-11-26T23:10:24.123456789Z", "2024-02-29T00:00:00Z",
            "2026-11-26T24:00:00Z", "2016-12-31T23:59:60Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z",
            "2026-11-26T23:10:24.Z", "2026-11-26T23:10:24+01:00", "2026-11-26t23:10:24z"})
    void areTakenWhereJavaTakesThem(String text) {
        assertThat(IsoInstants.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "Z", "2026-11-26", "2026-11-26T23:10:24", "2026-11-26T25:10:24Z", "2026-11-26T23:60:24Z", "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-11-26T23:10:24.1234567891Z", "2026-11-26T23:10:24.12a4Z", "2026-11-26 23:10:24Z",
            "2026-11-26T23:10:2\u0664Z", "2026-11-26T23:10:24.-1Z"})
    void areRefusedWhereJavaRefusesThem(String text) {
        assertThatThrownBy(() -> IsoInstants.parse(text)).isInstanceOf(DateTimeParseException.class);
    }
}
