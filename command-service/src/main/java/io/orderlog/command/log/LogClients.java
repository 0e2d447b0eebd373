package io.orderlog.command.log;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;

/** Kafka's clients with the settings that the protocol rests on; addresses and credentials are the application's. */
final class LogClients {

    private final ConsumerFactory<?, ?> consumers;
    private final ProducerFactory<byte[], byte[]> producers;

    @SuppressWarnings("unchecked")
    LogClients(LogProperties properties, ConsumerFactory<?, ?> consumers, ProducerFactory<?, ?> producers) {
        this.consumers = consumers;
        this.producers = (ProducerFactory<byte[], byte[]>) producers.copyWithConfigurationOverride(producerSettings(properties));
    }

    Producer<byte[], byte[]> openProducer() {
        return producers.createProducer();
    }

    /** Spring's producers do not close when they are asked to, only with their factory. */
    void closeProducer() {
        producers.reset();
    }

    Consumer<byte[], byte[]> openConsumer() {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted",
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "4000"));
        @SuppressWarnings("unchecked")
        Consumer<byte[], byte[]> consumer =
                (Consumer<byte[], byte[]>) consumers.createConsumer(null, "order-log-tail", null, settings);
        return consumer;
    }

    private static Map<String, Object> producerSettings(LogProperties properties) {
        int timeout = (int) properties.appendTimeout().toMillis();
        return Map.of(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) properties.maxEventSize().toBytes(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout / 2,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    }
}
