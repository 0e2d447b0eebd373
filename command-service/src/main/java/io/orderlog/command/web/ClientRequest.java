package io.orderlog.command.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client asked for, in the form that tells a repeated request from another one.
 *
 * @param name stable for ever, because fingerprints are in the log
 * @param subject the payment, shipment or return that the path names; empty if it names none
 */
record ClientRequest(String name, String subject, Form form) {

    /** All names of an object are sorted, whatever it is made of. */
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    ClientRequest(String name, Form form) {
        this(name, "", form);
    }

    /** Of what was understood, so that white space, the order of fields and {@code null}s make no difference. */
    String fingerprint() {
        return HexFormat.of().formatHex(Sha256.of(name.getBytes(UTF_8), subject.getBytes(UTF_8), canonical()));
    }

    byte[] canonical() {
        return CANONICAL.writeValueAsBytes(form instanceof Form.Placement placement ? FlatPlacement.of(placement) : form);
    }

    /** All in one object, as the client sent it: what is unwrapped only when it is written would be sorted by itself. */
    record FlatPlacement(
            String customerId,
            String currency,
            @Nullable Instant effectiveAt,
            @Nullable String reference,
            List<ContentsForm.Line> lines,
            @Nullable Long discount,
            @Nullable Long tax,
            @Nullable Long shipping,
            ContentsForm.@Nullable Person recipient,
            @Nullable Map<String, String> attributes) {

        static FlatPlacement of(Form.Placement placement) {
            ContentsForm contents = placement.contents();
            return new FlatPlacement(
                    placement.customerId(),
                    placement.currency(),
                    placement.effectiveAt(),
                    contents.reference(),
                    contents.lines(),
                    contents.discount(),
                    contents.tax(),
                    contents.shipping(),
                    contents.recipient(),
                    contents.attributes());
        }
    }
}
