package io.orderlog.query.rebuild;

import io.orderlog.query.history.verification.PartitionReader;
import io.orderlog.query.history.verification.PartitionReader.Range;
import io.orderlog.query.projection.OrderRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a partition for the records with one key, as far as it is asked to, and each record once. */
final class RecordsInPartition implements OrderRecords {

    private final PartitionReader reader;
    private final int partition;
    private final byte[] key;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long next;

    RecordsInPartition(PartitionReader reader, Range whole, byte[] key) {
        this.reader = reader;
        this.partition = whole.partition();
        this.key = key;
        this.next = whole.from();
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> before(long offset) {
        if (offset > next) {
            reader.read(new Range(partition, next, offset), this::keep, _ -> {});
            next = offset;
        }
        return records.stream().filter(record -> record.offset() < offset).toList();
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        if (Arrays.equals(key, record.key())) {
            records.add(record);
        }
    }
}
