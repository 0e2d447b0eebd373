package io.orderlog.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final String TOPIC = "notes";

    @Test
    void aDurableBrokerKeepsItsDataWhenItGoesAwayAndComesBack(@TempDir Path directory) throws Exception {
        String firstAddress;
        try (var kafka = EmbeddedKafka.start(new EmbeddedKafka.Settings(directory, 0, true))) {
            firstAddress = kafka.bootstrapServers();
            createTopic(kafka);
            send(kafka, "first");

            kafka.stop();
            kafka.startAgain();
            assertThat(kafka.bootstrapServers()).isEqualTo(firstAddress);
            send(kafka, "second");
            assertThat(setting(kafka, "log.flush.interval.messages")).isEqualTo("1");
            assertThat(setting(kafka, "log.retention.ms")).isEqualTo("-1");
        }

        try (var kafka = EmbeddedKafka.start(new EmbeddedKafka.Settings(directory, 0, true))) {
            assertThat(kafka.bootstrapServers()).isNotEqualTo(firstAddress);
            assertThat(read(kafka, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void aTopicIsNotMadeByMerelyNamingIt() {
        try (var kafka = EmbeddedKafka.temporary(); var producer = producer(kafka, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("mistyped", "lost")).get()).isInstanceOf(ExecutionException.class);
        }
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static String setting(EmbeddedKafka kafka, String name) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            return admin.describeConfigs(List.of(broker)).values().values().iterator().next().get().get(name).value();
        }
    }

    private static void send(EmbeddedKafka kafka, String value) throws Exception {
        try (var producer = producer(kafka, Duration.ofSeconds(30))) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka, Duration patience) {
        return new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", patience.toMillis()),
                new StringSerializer(), new StringSerializer());
    }

    private static List<String> read(EmbeddedKafka kafka, int count) {
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            List<String> values = new ArrayList<>();
            Awaitility.await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> values.add(message.value()));
                return values.size() >= count;
            });
            return values;
        }
    }
}
