package io.orderlog.command.web;

import static io.orderlog.command.web.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.access.Scope;
import io.orderlog.access.testing.AccessTable;
import io.orderlog.access.testing.TestTokens;
import io.orderlog.command.log.LogReader;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may do what with orders. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandAccessTest {

    private static final String ORDER = """
            {"customerId": "17850", "currency": "GBP", "lines": [{"sku": "85123A", "quantity": 6, "unitPrice": 255}]}""";
    private static final String PAST_ORDER = ORDER.replaceFirst("\\{", "{\"effectiveAt\": \"2010-12-01T08:26:00Z\", ");
    private static final String CUSTOMER = TestTokens.customer("17850", Scope.ORDERS_WRITE, Scope.ORDERS_PAY, Scope.IMPORT);
    private static final String ANOTHER_CUSTOMER = TestTokens.customer("12345", Scope.ORDERS_WRITE, Scope.ORDERS_PAY);

    @SuppressWarnings("NullAway.Init")
    private RunningService service;

    @BeforeAll
    void start() {
        service = new RunningService();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void the_table_in_the_documentation_is_true() {
        assertThat(AccessTable.differences("Commands", URI.create("http://localhost:" + service.port()), this::place)).isEmpty();
    }

    @Test
    void a_customer_touches_only_its_own_orders_and_never_learns_of_others() {
        String order = "/orders/" + place();
        String nowhere = "/orders/00000000-0000-7000-8000-000000000000";

        HttpResponse<String> others = asCustomer(ANOTHER_CUSTOMER, order + "/cancellation", "{}");
        HttpResponse<String> none = asCustomer(ANOTHER_CUSTOMER, nowhere + "/cancellation", "{}");

        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(others.body().replace(order, nowhere)).isEqualTo(none.body());
        assertThat(service.post(order + "/cancellation", "{}", TestTokens.HEADER, ANOTHER_CUSTOMER, "If-Match", "\"7\"").statusCode())
                .isEqualTo(404);
        assertThat(asCustomer(CUSTOMER, order + "/cancellation", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void a_customer_places_orders_for_nobody_else() {
        assertThat(asCustomer(CUSTOMER, "/orders", ORDER).statusCode()).isEqualTo(201);

        HttpResponse<String> refused = asCustomer(ANOTHER_CUSTOMER, "/orders", ORDER);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(json(refused).get("type").stringValue()).isEqualTo("/problems/forbidden");
    }

    @Test
    void only_importers_tell_of_the_past() {
        for (String token : List.of(CUSTOMER, TestTokens.service("shop", Scope.ORDERS_WRITE))) {
            assertThat(asCustomer(token, "/orders", PAST_ORDER).statusCode()).isEqualTo(403);
        }
        String importer = TestTokens.service("importer", Scope.ORDERS_WRITE, Scope.IMPORT);
        assertThat(asCustomer(importer, "/orders", PAST_ORDER).statusCode()).isEqualTo(201);
    }

    @Test
    void the_lines_of_a_batch_are_judged_one_by_one() {
        String lines = ORDER + "\n" + ORDER.replace("17850", "12345") + "\n" + PAST_ORDER + "\n";

        HttpResponse<String> answer = service.send("POST", "/orders/batch", BodyPublishers.ofString(lines), "Content-Type",
                BatchController.NDJSON, TestTokens.HEADER, ANOTHER_CUSTOMER);

        assertThat(answer.body().lines().map(line -> json(line).get("status").intValue())).containsExactly(403, 201, 403);
    }

    @Test
    void a_key_belongs_to_the_subject_of_the_token() {
        List<String> placed = new ArrayList<>();
        for (String name : List.of("one", "two", "one")) {
            placed.add(
                    service.post("/orders", ORDER, "Idempotency-Key", "k", TestTokens.HEADER, TestTokens.service(name, Scope.ORDERS_WRITE))
                            .headers()
                            .firstValue("Location")
                            .orElseThrow());
        }

        assertThat(placed.get(0)).isEqualTo(placed.get(2)).isNotEqualTo(placed.get(1));
        assertThat(placed.get(0)).isEqualTo("/orders/" + OrderIds.of("one", "k"));
    }

    @Test
    void the_actor_of_an_event_is_the_subject_of_the_token_whatever_the_request_says() {
        String token = TestTokens.service("one", Scope.ORDERS_WRITE);
        HttpResponse<String> placed =
                service.post("/orders", ORDER, TestTokens.HEADER, token, "actor", "another", "ce_actor", "another", "X-Actor", "another");
        HttpResponse<String> named =
                service.post("/orders", ORDER.replaceFirst("\\{", "{\"actor\": \"another\", "), TestTokens.HEADER, token);

        assertThat(named.statusCode()).isEqualTo(400);
        assertThat(placed.statusCode()).isEqualTo(201);
        String order = json(placed).get("id").stringValue();
        assertThat(LogReader.records(service.kafka(), "orders.events"))
                .map(record -> EventCodec.metadata(record.key(), record.headers()))
                .filteredOn(event -> event.orderId().toString().equals(order))
                .extracting(EventMetadata::actor)
                .containsExactly("one");
    }

    private HttpResponse<String> asCustomer(String token, String path, String body) {
        return service.post(path, body, TestTokens.HEADER, token);
    }

    private String place() {
        return json(service.post("/orders", ORDER)).get("id").stringValue();
    }
}
