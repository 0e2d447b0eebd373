package io.orderlog.command.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
