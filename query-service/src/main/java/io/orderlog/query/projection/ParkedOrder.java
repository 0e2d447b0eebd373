package io.orderlog.query.projection;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Whose records are kept aside.
 *
 * @param key of its records; empty for those without one
 */
public record ParkedOrder(int partition, ByteBuffer key) {

    static ParkedOrder of(ResultSet row) throws SQLException {
        return new ParkedOrder(row.getInt("log_partition"), ByteBuffer.wrap(row.getBytes("record_key")));
    }

    public byte[] keyBytes() {
        return key.array();
    }
}
