package io.orderlog.benchmarks.limit;

import io.orderlog.access.AccessRules;
import io.orderlog.access.Needs;
import io.orderlog.access.Scope;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ProducerFactory;

/** Runs with the configuration file of the command service, so that both have the same server, threads and limits. */
@SpringBootApplication
public class LimitApplication {

    static final String TOPIC = "limit.events";
    private static final int PARTITIONS = 12;

    public static void main(String[] args) {
        new SpringApplicationBuilder(LimitApplication.class)
                .properties("spring.config.name=command-service", "management.endpoint.health.validate-group-membership=false")
                .run(args);
    }

    @Bean
    NewTopic topic() {
        return TopicBuilder.name(TOPIC)
                .partitions(PARTITIONS)
                .config(TopicConfig.RETENTION_MS_CONFIG, "-1")
                .config(TopicConfig.RETENTION_BYTES_CONFIG, "-1")
                .build();
    }

    /** Any order service looks at tokens. */
    @Bean
    AccessRules rules() {
        return requests -> requests.requestMatchers("/orders").access(Needs.scope(Scope.ORDERS_WRITE));
    }

    /** With what the order log sets for its own. */
    @Bean(destroyMethod = "close")
    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> producer(ProducerFactory<?, ?> factory) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 0);
        return ((ProducerFactory<byte[], byte[]>) factory.copyWithConfigurationOverride(settings)).createProducer();
    }
}
