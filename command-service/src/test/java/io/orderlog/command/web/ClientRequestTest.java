package io.orderlog.command.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

class ClientRequestTest {

    private static final String LEAST =
            """
                    {"customerId": "17850", "currency": "GBP", "lines": [{"sku": "85123A", "quantity": 6, "unitPrice": 255}]}""";

    private final FormReader reader = new FormReader();

    @Test
    void the_fingerprint_is_the_same_for_ever() {
        assertThat(placement(LEAST)).isEqualTo("89b4eefe55736201faa47e87c6be7a7ec0820b42028c2db3e1ba5622e49fffa0");
    }

    @Test
    void white_space_order_and_nulls_make_no_difference() {
        assertThat(placement(
                """
                        { "lines": [ {"unitPrice": 255, "quantity": 6, "sku": "85123A", "description": null} ],
                          "tax": null, "currency": "GBP", "customerId": "\\u00317850" }"""))
                .isEqualTo(placement(LEAST));
        assertThat(patch("{\"tax\": 1, \"attributes\": {\"a\": null, \"b\": \"x\"}}"))
                .isEqualTo(patch("{\"attributes\": {\"b\": \"x\", \"a\": null}, \"tax\": 1}"));
    }

    /** Fingerprints in the log were made so, from a sorted tree. */
    @Test
    void what_is_hashed_is_the_sorted_tree_of_the_form() {
        JsonMapper tree = JsonMapper.builder()
                .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
        String everything =
                """
                        {"customerId": "1", "currency": "GBP", "effectiveAt": "2010-12-01T08:26:00.000001Z", "reference": "r", "discount": 0,
                         "tax": 1, "shipping": 9007199254740991, "attributes": {"z": "1", "a": "2", "Z": "é\u0301 😀 \\" \\\\ / <"},
                         "lines": [{"sku": "s", "quantity": 1, "unitPrice": 2, "description": "d", "attributes": {"y": "1", "x": ""}},
                                   {"unitPrice": 0, "quantity": 7, "sku": "t"}],
                         "recipient": {"phone": "1", "name": "n", "email": "a@b.uk",
                                       "address": {"region": "r", "lines": ["b", "a"], "country": "GB", "city": "c", "postalCode": "p"}}}""";
        List<Form> forms = List.of(
                reader.read(everything.getBytes(UTF_8), Form.Placement.class),
                reader.read(LEAST.getBytes(UTF_8), Form.Placement.class),
                reader.readPatch("{\"z\": null, \"a\": {\"c\": [{\"y\": 1, \"x\": null}], \"b\": 1.50}}".getBytes(UTF_8)),
                reader.read("{\"lines\": [{\"quantity\": 2, \"line\": 1}], \"reason\": \"r\"}".getBytes(UTF_8), Form.Return.class),
                reader.read("{\"reference\": \"ch_1\", \"amount\": 5, \"capture\": false}".getBytes(UTF_8), Form.Payment.class),
                new Form.Bare(null));

        assertThat(forms).allSatisfy(form -> assertThat(new String(new ClientRequest("any", form).canonical(), UTF_8))
                .isEqualTo(tree.writeValueAsString(tree.<JsonNode>valueToTree(form))));
    }

    /** A field that is missing there would let another request pass for a repeated one. */
    @Test
    void all_that_a_placement_has_is_hashed() {
        Set<String> fields = Stream.concat(
                Stream.of(Form.Placement.class.getRecordComponents()), Stream.of(ContentsForm.class.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("contents"))
                .collect(Collectors.toSet());

        assertThat(ClientRequest.FlatPlacement.class.getRecordComponents()).extracting(RecordComponent::getName)
                .containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void everything_else_does() {
        assertThat(placement(LEAST.replace("255", "256"))).isNotEqualTo(placement(LEAST));
        assertThat(patch("{\"tax\": null}")).isNotEqualTo(patch("{}"));
        assertThat(patch("{\"tax\": 1, \"effectiveAt\": \"2010-12-01T08:26:00Z\"}")).isNotEqualTo(patch("{\"tax\": 1}"));
        var form = new Form.Bare(null);
        assertThat(new ClientRequest("deliver", "1", form).fingerprint())
                .isNotEqualTo(new ClientRequest("deliver", "2", form).fingerprint());
        assertThat(new ClientRequest("close", form).fingerprint()).isNotEqualTo(new ClientRequest("release", form).fingerprint());
    }

    private String placement(String json) {
        return new ClientRequest("place", reader.read(json.getBytes(UTF_8), Form.Placement.class)).fingerprint();
    }

    private String patch(String json) {
        return new ClientRequest("revise", reader.readPatch(json.getBytes(UTF_8))).fingerprint();
    }
}
