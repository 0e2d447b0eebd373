package io.orderlog.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.query.generation.GenerationPurpose;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RebuildDocumentTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @ValueSource(strings = {
            "{'state': 'BUILDING', 'paused': true}",
            "{'state': 'BUILDING', 'stopped': [{'partition': 3, 'reason': 'it is damaged'}]}",
            "{'state': 'FAILED'}",
            "{'state': 'FILLED'}",
            "{'state': 'FOLLOWING'}",
            "{'state': 'FOLLOWING', 'paused': true, 'switch': true}",
            "{'state': 'FOLLOWING', 'switch': true, 'live': true}",
            "{'state': 'FOLLOWING', 'switch': true, 'liveAt': '2026-11-01T12:00:00Z'}",
            "{'state': 'FOLLOWING', 'verify': true, 'switch': true, 'verification': 'UNDECIDED'}",
            "{'state': 'RETIRED', 'droppedAt': '2026-11-01T12:00:00Z'}"})
    void whereNothingMoreHappensByItselfItIsAtRest(String generation) {
        assertThat(document(generation).isAtRest()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'state': 'BUILDING'}",
            "{'state': 'INDEXING', 'paused': true}",
            "{'state': 'FOLLOWING', 'verify': true}",
            "{'state': 'FOLLOWING', 'switch': true}",
            "{'state': 'FOLLOWING', 'verify': true, 'switch': true, 'verification': 'EQUAL'}",
            "{'state': 'CANCELLED'}"})
    void whereMoreHappensItIsNot(String generation) {
        assertThat(document(generation).isAtRest()).isFalse();
    }

    private static RebuildDocument document(String told) {
        ObjectNode all = (ObjectNode) JSON.readTree("""
                {"number": 2, "live": false, "previous": false, "paused": false, "throttle": {}, "verify": false, "switch": false,
                 "definition": "d", "ofThisRelease": true, "stopped": [], "createdAt": "2026-11-01T11:00:00Z"}""");
        all.put("purpose", GenerationPurpose.VIEWS.name());
        all.setAll((ObjectNode) JSON.readTree(told.replace('\'', '"')));
        JsonNode result = all.remove("verification");
        if (result != null) {
            all.putObject("verification")
                    .put("result", result.asString())
                    .put("at", Instant.EPOCH.toString())
                    .put("live", 1)
                    .put("rows", 9)
                    .putArray("firstDifferences");
        }
        return JSON.treeToValue(all, RebuildDocument.class);
    }
}
