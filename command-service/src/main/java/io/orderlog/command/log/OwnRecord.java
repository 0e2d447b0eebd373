package io.orderlog.command.log;

import io.orderlog.event.RecordedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that this instance wrote, where Kafka says that it stands, and the event in it, which need not be decoded. */
record OwnRecord(ConsumerRecord<byte[], byte[]> record, RecordedEvent event) {}
