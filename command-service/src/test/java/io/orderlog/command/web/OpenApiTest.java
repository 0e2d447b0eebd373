package io.orderlog.command.web;

import static io.orderlog.command.web.RunningService.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    /** The operations in an order in which their examples work on one order, or start on a new one. */
    private static final List<String> LIFE = List.of(
            "place", "revise", "pay", "capture", "refund", "hold", "release", "ship", "deliver", "requestReturn", "receiveReturn",
            "refuseReturn", "voidPayment");
    private static final List<List<String>> ELSEWHERE = List.of(List.of("cancel"), List.of("cancelByDelete"));

    @SuppressWarnings("NullAway.Init")
    private RunningService service;

    @SuppressWarnings("NullAway.Init")
    private JsonNode api;

    @BeforeAll
    void start() {
        service = new RunningService();
        api = json(service.get("/v3/api-docs"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void the_examples_run() {
        List<String> run = new ArrayList<>();
        String life = runAll(LIFE, run);
        ELSEWHERE.forEach(operations -> runAll(operations, run));
        assertThat(json(send("close", life + "/closure")).get("rule").stringValue()).isEqualTo("not-settled");
        run.add("close");

        var batch = send("placeBatch", "/orders/batch");
        assertThat(batch.body().lines().map(line -> json(line).get("status").intValue())).containsExactly(201, 201);
        run.add("placeBatch");

        assertThat(run).containsExactlyInAnyOrderElementsOf(operationIds());
    }

    @Test
    void every_operation_says_what_it_does_and_what_can_go_wrong() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.path("summary").asString()).isNotBlank();
            assertThat(operation.get("responses").propertyNames()).contains("400", "409", "412", "413", "422", "503");
            assertThat(operation.get("parameters").findValuesAsString("name")).contains("X-Correlation-Id").doesNotContain("caller");
        });
    }

    @Test
    void the_limits_are_in_the_schemas() {
        var placement = api.at("/components/schemas/Placement");
        assertThat(placement.get("properties").propertyNames())
                .containsExactlyInAnyOrder(
                        "customerId", "currency", "effectiveAt", "reference", "lines", "discount", "tax", "shipping", "recipient",
                        "attributes");
        assertThat(placement.get("required").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("customerId", "currency", "lines");
        assertThat(placement.at("/properties/lines/maxItems").intValue()).isEqualTo(Limits.LINES);
        assertThat(placement.at("/properties/discount/maximum").longValue()).isEqualTo(Limits.AMOUNT);
        assertThat(api.at("/components/schemas/Line/properties/quantity/maximum").intValue()).isEqualTo(Limits.QUANTITY);
        assertThat(api.at("/components/schemas/Line/properties/sku/maxLength").intValue()).isEqualTo(Limits.NAME);
    }

    @Test
    void a_change_has_the_fields_of_an_order_and_requires_none() {
        var patch = entry("revise").getValue().at("/requestBody/content/application~1merge-patch+json/schema/$ref");
        assertThat(patch.stringValue()).isEqualTo("#/components/schemas/Change");
        var change = api.at("/components/schemas/Change");
        assertThat(change.get("properties").propertyNames())
                .containsExactlyInAnyOrder("reference", "lines", "discount", "tax", "shipping", "recipient", "attributes", "effectiveAt");
        assertThat(change.has("required")).isFalse();
    }

    @Test
    void every_problem_is_explained_in_the_documentation() throws IOException {
        String documented = Files.readString(Path.of("../docs/problems.md"), UTF_8);
        assertThat(ProblemType.values()).allSatisfy(type -> assertThat(documented).contains("`" + type.uri() + "`"));
    }

    private String runAll(List<String> operations, List<String> run) {
        String order = send("place", "/orders").headers().firstValue("Location").orElseThrow();
        for (String operation : operations) {
            HttpResponse<String> answer = send(operation, path(operation, order));
            assertThat(answer.statusCode()).as(operation + ": " + answer.body()).isIn(200, 201);
            run.add(operation);
        }
        return order;
    }

    private String path(String operationId, String order) {
        return entry(operationId).getKey().replace("/orders/{id}", order).replace("{reference}", "ch_1").replace("{number}", "1");
    }

    private HttpResponse<String> send(String operationId, String path) {
        var operation = entry(operationId).getValue();
        var bodies = operation.path("requestBody").path("content").properties();
        String method = method(operationId).toUpperCase(Locale.ROOT);
        if (bodies.isEmpty()) {
            return service.send(method, path, BodyPublishers.noBody());
        }
        var first = bodies.iterator().next();
        JsonNode example = first.getValue().get("example");
        assertThat(example).as(operationId + " has an example").isNotNull();
        BodyPublisher body = BodyPublishers.ofString(example.isString() ? example.stringValue() : example.toString());
        return service.send(method, path, body, "Content-Type", first.getKey());
    }

    private String method(String operationId) {
        return api.get("paths")
                .valueStream()
                .flatMap(path -> path.properties().stream())
                .filter(it -> it.getValue().path("operationId").asString().equals(operationId))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private Map.Entry<String, JsonNode> entry(String operationId) {
        for (var path : api.get("paths").properties()) {
            for (JsonNode operation : path.getValue()) {
                if (operation.path("operationId").asString().equals(operationId)) {
                    return Map.entry(path.getKey(), operation);
                }
            }
        }
        throw new AssertionError("There is no operation " + operationId);
    }

    private List<JsonNode> operations() {
        return api.get("paths").valueStream().flatMap(JsonNode::valueStream).toList();
    }

    private List<String> operationIds() {
        return operations().stream().map(operation -> operation.get("operationId").stringValue()).toList();
    }
}
