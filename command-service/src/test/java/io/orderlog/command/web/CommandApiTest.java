package io.orderlog.command.web;

import static io.orderlog.command.web.RunningService.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandApiTest {

    static final String ORDER =
            """
                    {"customerId": "17850", "currency": "GBP", "reference": "536365", "discount": 100,
                     "recipient": {"name": "A. Turing", "address": {"lines": ["Bletchley Park"], "city": "Bletchley"}},
                     "attributes": {"channel": "web", "gift": "no"},
                     "lines": [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 6, "unitPrice": 255},
                               {"sku": "71053", "quantity": 4, "unitPrice": 339}]}
                    """;

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
    void a_placed_order_is_answered_with_its_place_version_and_totals() {
        var answer = service.post("/orders", ORDER);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var order = json(answer);
        assertThat(answer.headers().firstValue("Location")).hasValue("/orders/" + order.get("id").stringValue());
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(answer.headers().firstValue("Consistency-Token").orElseThrow()).matches("\\d+:\\d+");
        assertThat(answer.headers().firstValue("X-Correlation-Id")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(order.toString().replaceFirst("\"id\":\"[^\"]*\",", ""))
                .isEqualTo(
                        """
                                {"version":1,"status":"OPEN","paymentStatus":"UNPAID","fulfilmentStatus":"UNFULFILLED","currency":"GBP",\
                                "totals":{"subtotal":2886,"discount":100,"tax":0,"shipping":0,"total":2786,"authorized":0,"captured":0,"refunded":0}}""");
    }

    @Test
    void a_repeated_placement_gets_the_same_answer_and_another_one_with_its_key_does_not() {
        String key = UUID.randomUUID().toString();
        var first = service.post("/orders", ORDER, "Idempotency-Key", key);
        var again = service.post("/orders", ORDER.replace("\n", " ").replace("\"discount\": 100,", "\"tax\":null,\"discount\":100,"),
                "Idempotency-Key", key);
        var other = service.post("/orders", ORDER.replace("100", "101"), "Idempotency-Key", key);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location")).isEqualTo(first.headers().firstValue("Location"));
        assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
        assertThat(again.headers().firstValue("Consistency-Token")).isEqualTo(first.headers().firstValue("Consistency-Token"));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertProblem(other, 422, "idempotency-key-reused");
    }

    @Test
    void an_order_lives_from_payment_to_return_and_closure() {
        String order = place();

        assertThat(json(service.post(order + "/payments", "{\"reference\": \"ch_1\", \"amount\": 2000, \"capture\": false}"))
                .get("paymentStatus")
                .stringValue()).isEqualTo("PARTIALLY_AUTHORIZED");
        assertThat(ok(service.send("POST", order + "/payments/ch_1/captures", BodyPublishers.noBody())).at("/totals/captured").intValue())
                .isEqualTo(2000);
        ok(service.post(order + "/payments", "{\"reference\": \"ch_2\", \"amount\": 786}"));
        ok(service.post(order + "/hold", "{\"reason\": \"address check\"}"));
        ok(service.send("DELETE", order + "/hold", BodyPublishers.noBody()));
        var shipped = ok(service.post(order + "/shipments", "{\"lines\": [{\"line\": 1, \"quantity\": 6}], \"carrier\": \"RM\"}"));
        assertThat(shipped.get("number").intValue()).isEqualTo(1);
        assertThat(ok(service.send("POST", order + "/shipments", BodyPublishers.noBody())).get("number").intValue()).isEqualTo(2);
        ok(service.post(order + "/shipments/1/delivery", "{}"));
        ok(service.post(order + "/shipments/2/delivery", "{}"));
        ok(service.post(order + "/returns", "{\"lines\": [{\"line\": 1, \"quantity\": 2}], \"reason\": \"broken\"}"));
        ok(service.post(order + "/returns/1/receipt", "{\"lines\": [{\"line\": 1, \"quantity\": 1}]}"));
        ok(service.post(order + "/returns/1/refusal", "{\"reason\": \"used\"}"));
        ok(service.post(order + "/payments/ch_1/refunds", "{\"amount\": 255}"));
        var closed = ok(service.post(order + "/closure", "{\"effectiveAt\": \"2011-01-01T00:00:00+01:00\"}"));

        assertThat(closed.get("status").stringValue()).isEqualTo("CLOSED");
        assertThat(closed.get("version").intValue()).isEqualTo(15);
    }

    @Test
    void an_authorization_is_voided_and_an_order_cancelled_by_line_and_whole() {
        String order = place();
        ok(service.post(order + "/payments", "{\"reference\": \"ch_1\", \"amount\": 100, \"capture\": false}"));
        ok(service.send("POST", order + "/payments/ch_1/void", BodyPublishers.noBody()));
        var smaller = ok(service.post(order + "/cancellation", "{\"lines\": [{\"line\": 2, \"quantity\": 4}], \"reason\": \"sold out\"}"));
        assertThat(smaller.at("/totals/subtotal").intValue()).isEqualTo(1530);

        assertThat(ok(service.send("DELETE", order, BodyPublishers.noBody())).get("status").stringValue()).isEqualTo("CANCELLED");
        assertThat(ok(service.send("POST", place() + "/cancellation", BodyPublishers.noBody())).get("status").stringValue())
                .isEqualTo("CANCELLED");
    }

    @Test
    void a_merge_patch_changes_what_it_names() {
        String order = place();

        var answer = service.send(
                "PATCH",
                order,
                BodyPublishers.ofString(
                        """
                                {"discount": null, "shipping": 450, "attributes": {"gift": null, "never": null, "note": "x"},
                                 "recipient": {"address": {"city": "Milton Keynes"}}, "lines": [{"sku": "A", "quantity": 1, "unitPrice": 1000}]}
                                """),
                "Content-Type",
                "application/merge-patch+json");

        assertThat(ok(answer).get("totals").toString())
                .startsWith("{\"subtotal\":1000,\"discount\":0,\"tax\":0,\"shipping\":450,\"total\":1450,");
    }

    @Test
    void a_merge_patch_that_makes_no_valid_order_is_refused_with_every_wrong_field() {
        var answer = service.sendJson(
                "PATCH",
                place(),
                """
                        {"customerId": "1", "currency": null, "lines": null, "colour": null, "tax": 1.5, "recipient": {"nme": null, "email": "x"}}
                        """);

        assertProblem(answer, 400, "invalid-request");
        assertThat(json(answer).get("errors").findValuesAsString("field"))
                .containsExactly("colour", "currency", "customerId", "lines", "recipient.email", "recipient.nme", "tax");
    }

    @Test
    void if_match_names_the_versions_that_may_be_changed() {
        String order = place();

        assertProblem(hold(order, "\"2\""), 412, "version-mismatch");
        assertProblem(hold(order, "W/\"1\""), 412, "version-mismatch");
        assertProblem(hold(order, "\"one\", \"01\""), 412, "version-mismatch");
        assertThat(json(hold(order, "\"7\"")).at("/order/version").intValue()).isEqualTo(1);
        assertProblem(hold(order, "1"), 400, "invalid-request");
        assertProblem(hold(order, "\"1\" \"2\""), 400, "invalid-request");
        assertThat(ok(hold(order, "\"5\", \"x,y\", \"1\"")).get("version").intValue()).isEqualTo(2);
        ok(service.send("DELETE", order + "/hold", BodyPublishers.noBody(), "If-Match", "*"));
        assertProblem(service.post("/orders", ORDER, "If-Match", "\"1\""), 400, "invalid-request");
    }

    @Test
    void a_rule_that_is_broken_is_named_with_its_data_and_the_state() {
        var answer = service.post(place() + "/payments", "{\"reference\": \"ch_1\", \"amount\": 5000}");

        assertProblem(answer, 409, "rule-violated");
        var problem = json(answer);
        assertThat(problem.get("rule").stringValue()).isEqualTo("overpayment");
        assertThat(problem.get("requested").intValue()).isEqualTo(5000);
        assertThat(problem.get("payable").intValue()).isEqualTo(2786);
        assertThat(problem.get("order").toString())
                .isEqualTo("{\"version\":1,\"status\":\"OPEN\",\"paymentStatus\":\"UNPAID\",\"fulfilmentStatus\":\"UNFULFILLED\"}");
    }

    @Test
    void totals_that_cannot_be_are_wrong_fields() {
        var tooLarge = service.post("/orders",
                ORDER.replace("\"unitPrice\": 255", "\"unitPrice\": 1000000000000").replace("\"quantity\": 6", "\"quantity\": 1000000"));
        var discount = service.post("/orders", ORDER.replace("100", "5000"));

        assertProblem(tooLarge, 400, "invalid-request");
        assertThat(json(tooLarge).at("/errors/0/field").stringValue()).isEqualTo("lines");
        assertProblem(discount, 400, "invalid-request");
        assertThat(json(discount).at("/errors/0/field").stringValue()).isEqualTo("discount");
    }

    @ParameterizedTest
    @CsvSource({
            "Idempotency-Key, a b",
            "X-Correlation-Id, a b",
            "X-Causation-Id, a b",
            "If-Match, 3",
    })
    void a_malformed_header_is_named(String header, String value) {
        var answer = service.post(place() + "/hold", "{\"reason\": \"x\"}", header, value);

        assertProblem(answer, 400, "invalid-request");
        assertThat(json(answer).at("/errors/0/field").stringValue()).isEqualTo(header);
    }

    @Test
    void the_correlation_id_comes_back() {
        assertThat(service.post("/orders", ORDER, "X-Correlation-Id", "import-1").headers().firstValue("X-Correlation-Id"))
                .hasValue("import-1");
        assertThat(service.post("/nowhere", ORDER, "X-Correlation-Id", "import-1").headers().firstValue("X-Correlation-Id"))
                .hasValue("import-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /nowhere                          | application/json | */*       | 404 | not-found
            GET    | /orders                           | application/json | */*       | 405 | method-not-allowed
            POST   | /orders                           | text/plain       | */*       | 415 | unsupported-media-type
            POST   | /orders                           | */*              | */*       | 415 | unsupported-media-type
            POST   | /orders                           | application/*    | */*       | 415 | unsupported-media-type
            POST   | /orders                           | application/json | text/html | 406 | not-acceptable
            POST   | /orders                           | application/json | garbage   | 406 | not-acceptable
            POST   | /orders/none/hold                 | application/json | */*       | 404 | not-found
            POST   | /orders/00000000-0000-4000-8000-000000000000/hold | application/json | */* | 404 | order-not-found
            POST   | /orders/00000000-0000-4000-8000-000000000000/shipments/x/delivery | application/json | */* | 404 | not-found
            """)
    void whatever_else_is_wrong_is_a_problem_too(String method, String path, String contentType, String accept, int status, String type) {
        var answer = service.send(
                method, path, BodyPublishers.ofString(path.endsWith("delivery") ? "{}" : "{\"reason\": \"x\"}"),
                "Content-Type", contentType, "Accept", accept);

        assertProblem(answer, status, type);
    }

    @Test
    void what_a_client_forgot_is_said() {
        var noType = service.send("POST", "/orders", BodyPublishers.ofString(ORDER));
        var wrongMethod = service.sendJson("PUT", "/orders", ORDER);
        var wrongAccept = service.post("/orders", ORDER, "Accept", "text/html");
        var encoded = service.post("/orders", ORDER, "Content-Encoding", "gzip");
        var tooMany = service.post("/orders", ORDER.replace("100", "-1").replace("\"71053\"", "1"));

        assertProblem(noType, 415, "unsupported-media-type");
        assertThat(json(noType).get("detail").stringValue()).isEqualTo("The Content-Type must be application/json.");
        assertProblem(wrongMethod, 405, "method-not-allowed");
        assertThat(json(wrongMethod).get("detail").stringValue()).isEqualTo("Nothing here answers to PUT.");
        assertProblem(wrongAccept, 406, "not-acceptable");
        assertThat(json(wrongAccept).get("detail").stringValue()).isEqualTo("Accept must allow application/json.");
        assertProblem(encoded, 415, "unsupported-media-type");
        assertThat(json(encoded).get("detail").stringValue()).contains("Content-Encoding");
        assertProblem(tooMany, 400, "invalid-request");
        assertThat(json(tooMany).get("detail").stringValue()).isEqualTo("discount must be at least 0, and 1 more: see errors.");
    }

    @Test
    void words_about_malformed_json_speak_of_the_body_only() {
        for (String body : new String[]{"{\"discount\": NaN}", "/* */{}", "{\"a\": +1}"}) {
            var answer = service.post("/orders", body);

            assertProblem(answer, 400, "malformed-json");
            assertThat(json(answer).get("detail").stringValue()).doesNotContain("Feature").matches("Line 1, column \\d+: \\S.*");
        }
    }

    @Test
    void a_body_is_needed_where_something_must_be_said() {
        assertProblem(service.post("/orders", ""), 400, "invalid-request");
        assertProblem(service.post("/orders", "{"), 400, "malformed-json");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_body_above_the_limit_is_refused_whether_its_length_is_announced_or_not(boolean announced) {
        byte[] large = ("{\"reference\": \"" + "x".repeat(3_000_000) + "\"}").getBytes(UTF_8);
        var body = BodyPublishers.ofByteArray(large);

        var answer = service.send(
                "POST", "/orders", announced ? body : BodyPublishers.fromPublisher(body), "Content-Type", "application/json");

        assertProblem(answer, 413, "body-too-large");
    }

    private String place() {
        var answer = service.post("/orders", ORDER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> hold(String order, String ifMatch) {
        return service.post(order + "/hold", "{\"reason\": \"check\"}", "If-Match", ifMatch);
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var order = json(answer);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"" + order.get("version").intValue() + "\"");
        return order;
    }

    static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = json(answer);
        assertThat(problem.get("type").stringValue()).isEqualTo("/problems/" + type);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("title").stringValue()).isNotBlank();
        assertThat(problem.get("detail").stringValue()).isNotBlank();
        assertThat(problem.get("instance").stringValue()).startsWith("/");
        assertThat(answer.body()).doesNotContain("springframework", "Exception", "tools.jackson", "io.orderlog");
    }
}
