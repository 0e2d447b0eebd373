package io.orderlog.query.projection;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of one order as they stand in the log. */
public interface OrderRecords {

    /** Those of its partition that stand before the offset, in their order. */
    List<ConsumerRecord<byte[], byte[]>> before(long offset);
}
