package io.orderlog.query.projection;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.jdbc.core.JdbcOperations;

/** The table of the records that were kept aside. */
final class ParkedRecords {

    private ParkedRecords() {}

    static boolean any(int partition, JdbcOperations tables) {
        return Boolean.TRUE.equals(tables.queryForObject(
                "select exists (select from parked_record where log_partition = ?)", Boolean.class, partition));
    }

    /** Which of the records' keys have a parked record; they can be changed by the caller. */
    static Set<ByteBuffer> keys(int partition, Collection<ConsumerRecord<byte[], byte[]>> records, JdbcOperations tables) {
        byte[][] keys = records.stream().map(ParkedRecord::key).distinct().map(ByteBuffer::array).toArray(byte[][]::new);
        return new HashSet<>(tables.query(
                "select distinct record_key from parked_record where log_partition = ? and record_key = any(?)",
                (row, _) -> ByteBuffer.wrap(row.getBytes(1)),
                partition,
                keys));
    }

    /** Where the parked records with this key are. */
    static Optional<ParkedOrder> find(byte[] key, JdbcOperations tables) {
        return tables.query("select log_partition, record_key from parked_record where record_key = ? order by log_partition limit 1",
                (row, _) -> ParkedOrder.of(row), key).stream().findFirst();
    }

    /** To which order a record belongs that others wait behind. */
    static Optional<ParkedOrder> find(int partition, long offset, JdbcOperations tables) {
        return tables.query("""
                select log_partition, record_key from parked_record
                where log_partition = ? and log_offset = ? and reason is not null""",
                (row, _) -> ParkedOrder.of(row), partition, offset).stream().findFirst();
    }

    /** The orders whose first parked record operators have decided about already. */
    static List<ParkedOrder> decided(JdbcOperations tables) {
        return tables.query("""
                select distinct log_partition, record_key from parked_record join checkpoint using (log_partition)
                join orderlog.parked_decision using (topic_id, log_partition, log_offset, record_key)
                where parked_record.reason is not null""", (row, _) -> ParkedOrder.of(row));
    }

    /** The first records of the order, as they were in the log. */
    static List<ConsumerRecord<byte[], byte[]>> of(ParkedOrder order, int most, JdbcOperations tables) {
        return tables.query("""
                select log_partition, log_offset, record_key, header_names, header_values, record_value from parked_record
                where log_partition = ? and record_key = ? order by log_offset limit ?""",
                (row, _) -> record(row), order.partition(), order.keyBytes(), most);
    }

    private static ConsumerRecord<byte[], byte[]> record(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("header_names").getArray();
        byte[][] values = (byte[][]) row.getArray("header_values").getArray();
        var record = new ConsumerRecord<>("", row.getInt("log_partition"), row.getLong("log_offset"), row.getBytes("record_key"),
                row.getBytes("record_value"));
        for (int i = 0; i < names.length; i++) {
            record.headers().add(names[i], values[i]);
        }
        return record;
    }

    /** Takes those away that stand before the offset. */
    static void deleteBefore(long offset, ParkedOrder order, JdbcOperations tables) {
        tables.update("delete from parked_record where log_partition = ? and record_key = ? and log_offset < ?",
                order.partition(), order.keyBytes(), offset);
    }

    /** Says why the first of those that are left is parked. */
    static void explain(String reason, ParkedOrder order, JdbcOperations tables) {
        tables.update("""
                update parked_record set reason = ? where log_partition = ? and log_offset =
                    (select min(log_offset) from parked_record where log_partition = ? and record_key = ?)""",
                storable(reason), order.partition(), order.partition(), order.keyBytes());
    }

    static int count(ParkedOrder order, JdbcOperations tables) {
        Integer count = tables.queryForObject("select count(*) from parked_record where log_partition = ? and record_key = ?",
                Integer.class, order.partition(), order.keyBytes());
        return count == null ? 0 : count;
    }

    /** Where the first record with this key stands that is kept aside; where there is none, {@link Long#MAX_VALUE}. */
    static long firstOffset(ParkedOrder order, JdbcOperations tables) {
        Long first = tables.queryForObject("select min(log_offset) from parked_record where log_partition = ? and record_key = ?",
                Long.class, order.partition(), order.keyBytes());
        return first == null ? Long.MAX_VALUE : first;
    }

    private static String storable(String reason) {
        return reason.replace('\0', ' ');
    }

    static void insert(List<ParkedRecord> parked, JdbcOperations tables) {
        List<Object[]> rows = new ArrayList<>(parked.size());
        for (ParkedRecord it : parked) {
            Header[] headers = it.record().headers().toArray();
            rows.add(new Object[]{
                    it.record().partition(),
                    it.record().offset(),
                    ParkedRecord.keyBytes(it.record()),
                    Arrays.stream(headers).map(Header::key).toArray(String[]::new),
                    Arrays.stream(headers).map(Header::value).toArray(byte[][]::new),
                    it.record().value(),
                    it.reason() == null ? null : storable(it.reason())
            });
        }
        tables.batchUpdate("""
                insert into parked_record
                    (log_partition, log_offset, record_key, header_names, header_values, record_value, reason)
                values (?, ?, ?, ?, ?, ?, ?)""", rows);
    }
}
