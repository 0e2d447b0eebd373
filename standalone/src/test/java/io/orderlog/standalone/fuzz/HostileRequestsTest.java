package io.orderlog.standalone.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.standalone.fuzz.Operation.Parameter;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HostileRequestsTest {

    private static final JsonNode DOCUMENT = JsonMapper.shared()
            .readTree(
                    """
                            {"paths": {"/orders/{id}/hold": {
                                "post": {"parameters": [{"name": "id", "in": "path", "schema": {"type": "string", "format": "uuid"}}],
                                         "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Hold"}, "example": {"reason": "x"}}}}},
                                "delete": {}},
                              "/orders": {"get": {"parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}]}}},
                             "components": {"schemas": {"Hold": {"type": "object", "properties": {"reason": {"type": "string"}}}}}}""");

    @Test
    void anInterfaceIsReadWholeWithWhatItRefersTo() {
        List<Operation> operations = Operation.allOf(DOCUMENT);

        assertThat(operations).extracting(Operation::name)
                .containsExactly("POST /orders/{id}/hold", "DELETE /orders/{id}/hold", "GET /orders");
        assertThat(operations.getFirst().parameters()).extracting(Parameter::name).containsExactly("id");
        assertThat(operations.getFirst().bodies().getFirst().schema().at("/properties/reason/type").asString()).isEqualTo("string");
    }

    @Test
    void theSameSeedAndNumberMakeTheSameRequestAndEveryOperationHasItsTurn() {
        List<String> once = drawn(7);

        assertThat(drawn(7)).isEqualTo(once);
        assertThat(drawn(8)).isNotEqualTo(once);
        assertThat(once).anyMatch(request -> request.contains("POST /orders/an-order/hold"))
                .anyMatch(request -> request.contains("DELETE /orders/{id}/hold"))
                .anyMatch(request -> request.contains("GET /orders"));
    }

    /** Without tokens, which are signed anew in each run. */
    private static List<String> drawn(long seed) {
        HostileRequests requests = new HostileRequests(seed, Operation.allOf(DOCUMENT), List.of("an-order"), List.of("a-cursor"));
        return LongStream.range(0, 300)
                .mapToObj(number -> new String(requests.request(number).bytes(), UTF_8).replaceAll("Authorization: .*", ""))
                .toList();
    }
}
