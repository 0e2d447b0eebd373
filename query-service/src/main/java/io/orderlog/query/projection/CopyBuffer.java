package io.orderlog.query.projection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Rows in the binary format of {@code COPY}, sent in pieces that are small enough for the garbage collector to take lightly. */
final class CopyBuffer {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final int END = -1;
    private static final int NULL = -1;
    private static final int NUMERIC_BASE = 10_000;
    private static final int NUMERIC_NEGATIVE = 0x4000;
    private static final int PIECE = 64 * 1024;

    private byte[] bytes = new byte[2 * PIECE];
    private int length;

    /**
     * Writes all rows.
     *
     * @param rowOf makes each, with a value for each column
     */
    <T> void send(List<Column> columns, Iterable<T> of, Function<T, @Nullable Object[]> rowOf, CopyIn copy) throws SQLException {
        length = 0;
        writeBytes(HEADER);
        for (T it : of) {
            @Nullable
            Object[] row = rowOf.apply(it);
            writeShort(columns.size());
            for (int i = 0; i < columns.size(); i++) {
                Object value = row[i];
                if (value == null) {
                    writeInt(NULL);
                } else {
                    columns.get(i).type().write(value, this);
                }
            }
            if (length >= PIECE) {
                flush(copy);
            }
        }
        writeShort(END);
        flush(copy);
    }

    private void flush(CopyIn copy) throws SQLException {
        copy.writeToCopy(bytes, 0, length);
        length = 0;
    }

    void writeField(byte[] value) {
        writeInt(value.length);
        writeBytes(value);
    }

    /** A whole number as Postgres sends a {@code numeric}: digits to the base of 10,000, the first one the most significant. */
    void writeNumeric(long value) {
        int digits = 0;
        for (long rest = value; rest != 0; rest /= NUMERIC_BASE) {
            digits++;
        }
        writeInt((4 + digits) * Short.BYTES);
        writeShort(digits);
        writeShort(Math.max(0, digits - 1));
        writeShort(value < 0 ? NUMERIC_NEGATIVE : 0);
        writeShort(0);
        long power = 1;
        for (int i = 1; i < digits; i++) {
            power *= NUMERIC_BASE;
        }
        for (; digits > 0; digits--, power /= NUMERIC_BASE) {
            writeShort((int) Math.abs(value / power % NUMERIC_BASE));
        }
    }

    /** An array of one dimension without nulls. */
    void writeArray(int elementType, List<byte[]> elements) {
        int begin = length;
        writeInt(0);
        writeInt(elements.isEmpty() ? 0 : 1);
        writeInt(0);
        writeInt(elementType);
        if (!elements.isEmpty()) {
            writeInt(elements.size());
            writeInt(1);
            elements.forEach(this::writeField);
        }
        int end = length;
        length = begin;
        writeInt(end - begin - Integer.BYTES);
        length = end;
    }

    /** A text search vector; Postgres sorts it. */
    void writeWords(List<byte[]> words) {
        writeInt(Integer.BYTES + words.stream().mapToInt(word -> word.length + 1 + Short.BYTES).sum());
        writeInt(words.size());
        for (byte[] word : words) {
            writeBytes(word);
            writeByte(0);
            writeShort(0);
        }
    }

    void writeBytes(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    void writeByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    private void writeShort(int value) {
        writeByte(value >> 8);
        writeByte(value);
    }

    void writeInt(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, length, value);
        length += Integer.BYTES;
    }

    void writeLong(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
