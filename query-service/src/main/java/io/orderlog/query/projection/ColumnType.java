package io.orderlog.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** A Postgres type, the Java type of its values, and how they go to Postgres: in the JSON of a few rows and in a binary {@code COPY}. */
public enum ColumnType {

    /** {@link java.util.UUID} */
    UUID("uuid") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeString(value.toString());
        }

        @Override
        void write(Object value, CopyBuffer out) {
            java.util.UUID uuid = (java.util.UUID) value;
            out.writeInt(16);
            out.writeLong(uuid.getMostSignificantBits());
            out.writeLong(uuid.getLeastSignificantBits());
        }
    },

    /** {@link String} */
    TEXT("text") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeString((String) value);
        }

        @Override
        void write(Object value, CopyBuffer out) {
            out.writeField(((String) value).getBytes(UTF_8));
        }
    },

    /** A list of {@link String}. */
    TEXTS("text[]") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeStartArray();
            ((List<?>) value).forEach(text -> out.writeString((String) text));
            out.writeEndArray();
        }

        @Override
        void write(Object value, CopyBuffer out) {
            List<byte[]> texts = ((List<?>) value).stream().map(text -> ((String) text).getBytes(UTF_8)).toList();
            out.writeArray(TEXT_OID, texts);
        }
    },

    /** A collection of {@link String}: different words, of which no places are kept. */
    TSVECTOR("tsvector") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeString(
                    words(value).map(word -> "'" + word.replace("\\", "\\\\").replace("'", "''") + "'").collect(Collectors.joining(" ")));
        }

        @Override
        void write(Object value, CopyBuffer out) {
            out.writeWords(words(value).map(word -> word.getBytes(UTF_8)).toList());
        }

        private static Stream<String> words(Object value) {
            return ((Collection<?>) value).stream().map(String.class::cast);
        }
    },

    /** {@link Integer} */
    INTEGER("integer") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeNumber((Integer) value);
        }

        @Override
        void write(Object value, CopyBuffer out) {
            out.writeInt(4);
            out.writeInt((Integer) value);
        }
    },

    /** {@link Long} or {@link Integer} */
    BIGINT("bigint") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeNumber(((Number) value).longValue());
        }

        @Override
        void write(Object value, CopyBuffer out) {
            out.writeInt(8);
            out.writeLong(((Number) value).longValue());
        }
    },

    /** {@link Long}; for sums that may become larger than that. */
    NUMERIC("numeric") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeNumber((Long) value);
        }

        @Override
        void write(Object value, CopyBuffer out) {
            out.writeNumeric((Long) value);
        }
    },

    /** {@link Boolean} */
    BOOLEAN("boolean") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeBoolean((Boolean) value);
        }

        @Override
        void write(Object value, CopyBuffer out) {
            out.writeField(new byte[]{(byte) ((Boolean) value ? 1 : 0)});
        }
    },

    /** {@link Instant}, of which microseconds are kept. */
    TIMESTAMP("timestamptz") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeString(MICROSECOND.format(((Instant) value).truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)));
        }

        @Override
        void write(Object value, CopyBuffer out) {
            out.writeInt(8);
            out.writeLong(ChronoUnit.MICROS.between(EPOCH, ((Instant) value).truncatedTo(ChronoUnit.MICROS)));
        }
    },

    /** {@link LocalDate} */
    DATE("date") {
        @Override
        void write(Object value, JsonGenerator out) {
            out.writeString(DAY.format((LocalDate) value));
        }

        @Override
        void write(Object value, CopyBuffer out) {
            out.writeInt(4);
            out.writeInt(Math.toIntExact(((LocalDate) value).toEpochDay() - EPOCH_DAY));
        }
    },

    /** {@link String}, kept as it is written. */
    JSON("json") {
        /** As a text: inside of other JSON, a value that ends too early would be taken for more than a value. */
        @Override
        void write(Object value, JsonGenerator out) {
            TEXT.write(value, out);
        }

        @Override
        void write(Object value, CopyBuffer out) {
            TEXT.write(value, out);
        }
    };

    /** Where Postgres begins to count. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final int TEXT_OID = 25;
    private static final DateTimeFormatter DAY = inAnyYear("-MM-dd G");
    private static final DateTimeFormatter MICROSECOND = inAnyYear("-MM-dd HH:mm:ss.SSSSSSX G");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    /** With the era and without a sign, which is how Postgres reads years. */
    private static DateTimeFormatter inAnyYear(String rest) {
        return new DateTimeFormatterBuilder()
                .appendValue(ChronoField.YEAR_OF_ERA, 4, 9, SignStyle.NOT_NEGATIVE)
                .appendPattern(rest)
                .toFormatter(Locale.ENGLISH);
    }

    /** Writes the value as one of a row in JSON. */
    abstract void write(Object value, JsonGenerator out);

    /** Writes the length and the bytes of the value as Postgres receives them. */
    abstract void write(Object value, CopyBuffer out);
}
