package io.orderlog.command.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client asked for, in the form that tells a repeated request from another one.
 *
 * @param name stable for ever, because fingerprints are in the log
 * @param subject the payment, shipment or return that the path names; empty if it names none
 */
record ClientRequest(String name, String subject, Form form) {

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    ClientRequest(String name, Form form) {
        this(name, "", form);
    }

    /** Of what was understood, so that white space, the order of fields and {@code null}s make no difference. */
    String fingerprint() {
        byte[] canonical = CANONICAL.writeValueAsBytes(CANONICAL.<JsonNode>valueToTree(form));
        return HexFormat.of().formatHex(Sha256.of(name.getBytes(UTF_8), subject.getBytes(UTF_8), canonical));
    }
}
