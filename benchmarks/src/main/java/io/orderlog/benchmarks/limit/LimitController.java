package io.orderlog.benchmarks.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
final class LimitController {

    private final Producer<byte[], byte[]> producer;
    private final JsonMapper json;

    LimitController(Producer<byte[], byte[]> producer, JsonMapper json) {
        this.producer = producer;
        this.json = json;
    }

    /** What a client of any order service is told at least. */
    record Answer(UUID id, long version, String currency) {}

    @PostMapping("/orders")
    ResponseEntity<Answer> place(@RequestBody @Valid Placement placement) throws InterruptedException, ExecutionException {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        byte[] key = id.toString().getBytes(UTF_8);
        RecordMetadata sent =
                producer.send(new ProducerRecord<>(LimitApplication.TOPIC, key, json.writeValueAsBytes(placement))).get();
        return ResponseEntity.created(URI.create("/orders/" + id))
                .eTag("\"1\"")
                .header("Consistency-Token", sent.partition() + ":" + sent.offset())
                .body(new Answer(id, 1, placement.currency()));
    }
}
