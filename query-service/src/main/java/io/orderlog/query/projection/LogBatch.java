package io.orderlog.query.projection;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records of one partition, in the order of the log.
 *
 * @param from the checkpoint that the batch begins at
 * @param to the checkpoint after it, at least the last record's offset plus one
 * @param records at least one
 */
public record LogBatch(int partition, long from, long to, List<ConsumerRecord<byte[], byte[]>> records) {

    public static LogBatch of(long from, List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> last = records.getLast();
        return new LogBatch(last.partition(), from, last.offset() + 1, records);
    }
}
