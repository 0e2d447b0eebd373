package io.orderlog.command.log;

import io.orderlog.event.RecordedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that this instance wrote, where Kafka says that it stands.
 *
 * @param event the event in it, which need not be decoded; {@code null} for a read barrier
 */
record OwnRecord(ConsumerRecord<byte[], byte[]> record, @Nullable RecordedEvent event) {}
