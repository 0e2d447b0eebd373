package io.orderlog.query.projection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
                    it.reason() == null ? null : it.reason().replace('\0', ' ')
            });
        }
        tables.batchUpdate("""
                insert into parked_record
                    (log_partition, log_offset, record_key, header_names, header_values, record_value, reason)
                values (?, ?, ?, ?, ?, ?, ?)""", rows);
    }
}
