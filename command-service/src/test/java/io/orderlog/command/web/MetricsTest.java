package io.orderlog.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Prometheus reads, by the names that dashboards and alerts rest on. */
class MetricsTest {

    private static final String ORDER =
            """
                    {"customerId": "17850", "currency": "GBP", "lines": [{"sku": "85123A", "description": "HEART", "quantity": 6, "unitPrice": 255}]}""";

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = new RunningService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void commandsAreCountedAndTimedByKindAndOutcome() {
        String key = UUID.randomUUID().toString();
        String location = service.post("/orders", ORDER, "Idempotency-Key", key).headers().firstValue("Location").orElseThrow();
        service.post("/orders", ORDER, "Idempotency-Key", key);
        service.post(location + "/shipments/1/delivery", "{}");
        service.post(location + "/hold", "{\"reason\": \"fraud\"}", "If-Match", "\"7\"");

        assertThat(metrics())
                .contains("orderlog_commands_seconds_count{command=\"place\",outcome=\"accepted\"} 1")
                .contains("orderlog_commands_seconds_count{command=\"place\",outcome=\"repeated\"} 1")
                .contains("orderlog_commands_seconds_count{command=\"deliver\",outcome=\"rejected\"} 1")
                .contains("orderlog_commands_seconds_count{command=\"hold\",outcome=\"version-mismatch\"} 1")
                .contains("orderlog_commands_seconds_bucket{command=\"place\",outcome=\"accepted\",le=")
                .contains("orderlog_log_confirm_seconds_count{outcome=\"valid\"} 1")
                .contains("orderlog_log_append_seconds_count")
                .contains("orderlog_log_barrier_seconds_count");
    }

    @Test
    void whereTheInstanceStandsCanBeSeenAtAnyTime() {
        assertThat(metrics())
                .contains("orderlog_log_ready 1.0")
                .contains("orderlog_log_tail_lag ")
                .contains("orderlog_log_pending 0.0")
                .contains("orderlog_commands_in_flight 0.0")
                .contains("orderlog_commands_waiting 0.0")
                .contains("orderlog_commands_retries_total 0.0")
                .contains("orderlog_states_orders ")
                .containsPattern("orderlog_states_size [1-9]")
                .contains("kafka_producer_record_send_total")
                .contains("kafka_consumer_fetch_manager_records_lag_max");
    }

    private static String metrics() {
        return service.get("/actuator/prometheus").body();
    }
}
