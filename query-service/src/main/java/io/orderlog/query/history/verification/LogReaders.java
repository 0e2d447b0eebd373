package io.orderlog.query.history.verification;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Opens readers of the log. */
@Component
public class LogReaders {

    /** What is read is there already; a request that waits for more holds back the one for the next partition, and the end. */
    private static final int NO_WAIT_MILLIS = 10;

    private final Map<String, Object> settings;
    private final String topic;

    LogReaders(ConsumerFactory<?, ?> consumers, VerificationProperties properties) {
        settings = new HashMap<>(consumers.getConfigurationProperties());
        settings.keySet().removeAll(List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_PROTOCOL_CONFIG));
        settings.putAll(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, NO_WAIT_MILLIS,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class));
        topic = properties.topic();
    }

    public PartitionReader open() {
        return new PartitionReader(settings, topic);
    }
}
