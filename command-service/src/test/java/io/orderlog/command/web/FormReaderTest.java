package io.orderlog.command.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.orderlog.command.web.InvalidRequestException.Violation;
import io.orderlog.order.Address;
import io.orderlog.order.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {

    private static final String LEAST =
            """
                    {"customerId": "17850", "currency": "GBP",
                     "lines": [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 6, "unitPrice": 255}]}
                    """;

    private static final String FULLEST =
            """
                    {"customerId": "17850", "currency": "GBP", "reference": "536365", "effectiveAt": "2010-12-01T08:26:00Z",
                     "lines": [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 6, "unitPrice": 255,
                                "attributes": {"colour": "white"}}],
                     "discount": 100, "tax": 306, "shipping": 450,
                     "recipient": {"name": "A. Turing", "email": "a@example.org", "phone": "+44 1908 640404",
                                   "address": {"lines": ["Bletchley Park"], "city": "Milton Keynes", "postalCode": "MK3 6EB", "country": "GB"}},
                     "attributes": {"channel": "web"}}
                    """;

    private final FormReader reader = new FormReader();

    @Test
    void reads_the_least_placement() {
        var placement = reader.read(LEAST.getBytes(UTF_8), Form.Placement.class);

        assertThat(placement.customerId()).isEqualTo("17850");
        assertThat(placement.effectiveAt()).isNull();
        assertThat(placement.contents().contents().lines()).singleElement().satisfies(line -> {
            assertThat(line.number()).isEqualTo(1);
            assertThat(line.unitPrice()).isEqualTo(255);
        });
    }

    @Test
    void reads_the_fullest_placement() {
        var placement = reader.read(FULLEST.getBytes(UTF_8), Form.Placement.class);

        assertThat(placement.effectiveAt()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
        var contents = placement.contents().contents();
        assertThat(contents.attributes()).isEqualTo(Map.of("channel", "web"));
        assertThat(contents.charges().shipping()).isEqualTo(450);
        assertThat(contents.recipient())
                .isEqualTo(new Recipient(
                        "A. Turing",
                        "a@example.org",
                        "+44 1908 640404",
                        new Address(List.of("Bletchley Park"), "Milton Keynes", null, "MK3 6EB", "GB")));
        assertThat(ContentsForm.of(contents)).isEqualTo(placement.contents());
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "sku": "85123A"         | "sku": 85123                    | lines[0].sku       | must be text
            "sku": "85123A"         | "sku": ""                       | lines[0].sku       | must have 1 to 64 characters
            "sku": "85123A"         | "sku": "  "                     | lines[0].sku       | must not be blank and must not contain control characters or half surrogate pairs
            "sku": "85123A"         | "sku": "a\\u0000b"              | lines[0].sku       | must not be blank and must not contain control characters or half surrogate pairs
            "sku": "85123A"         | "sku": "a\\ud800b"              | lines[0].sku       | must not be blank and must not contain control characters or half surrogate pairs
            "sku": "85123A"         | "sku": null                     | lines[0].sku       | is required
            "quantity": 6           | "quantity": "6"                 | lines[0].quantity  | must be a whole number, without a decimal point, an exponent or quotes
            "quantity": 6           | "quantity": 6.0                 | lines[0].quantity  | must be a whole number, without a decimal point, an exponent or quotes
            "quantity": 6           | "quantity": 2.5                 | lines[0].quantity  | must be a whole number, without a decimal point, an exponent or quotes
            "quantity": 6           | "quantity": 1e3                 | lines[0].quantity  | must be a whole number, without a decimal point, an exponent or quotes
            "quantity": 6           | "quantity": 1e999999            | lines[0].quantity  | must be a whole number, without a decimal point, an exponent or quotes
            "quantity": 6           | "quantity": true                | lines[0].quantity  | must be a whole number, without a decimal point, an exponent or quotes
            "quantity": 6           | "quantity": 0                   | lines[0].quantity  | must be at least 1
            "quantity": 6           | "quantity": -1                  | lines[0].quantity  | must be at least 1
            "quantity": 6           | "quantity": 1000001             | lines[0].quantity  | must be at most 1000000
            "quantity": 6           | "quantity": 4294967302          | lines[0].quantity  | must be at most 1000000
            "unitPrice": 255        | "unitPrice": 1000000000001      | lines[0].unitPrice | must be at most 1000000000000
            "unitPrice": 255        | "unitPrice": 99999999999999999999999999 | lines[0].unitPrice | must be at most 1000000000000
            "unitPrice": 255        | "unitPrice": -99999999999999999999999999 | lines[0].unitPrice | must be at least 0
            "unitPrice": 255        | "price": 255                    | lines[0].price     | is not known
            "colour": "white"       | "colour": 1                     | lines[0].attributes.colour | must be text
            "colour": "white"       | "": "white"                     | lines[0].attributes[''] | must have 1 to 64 characters
            "colour": "white"       | "a\\u001bb": "white"            | lines[0].attributes['a\\u001bb'] | must not be blank and must not contain control characters or half surrogate pairs
            "currency": "GBP"       | "currency": "gbp"               | currency           | must be an ISO 4217 currency code such as GBP
            "currency": "GBP"       | "currency": "XAU"               | currency           | must be an ISO 4217 currency code such as GBP
            "tax": 306              | "tax": 9007199254740992         | tax                | must be at most 9007199254740991
            "tax": 306              | "tax": [306]                    | tax                | must be a whole number, without a decimal point, an exponent or quotes
            "tax": 306              | "Tax": 306                      | Tax                | is not known
            "tax": 306              | "a b": 306                      | ['a b']            | is not known
            "tax": 306              | "\\u0007": 306                  | ['\\u0007']        | is not known
            "tax": 306              | "contents": {}                  | contents           | is not known
            "email": "a@example.org"| "email": "a.example.org"        | recipient.email    | must be an e-mail address
            "country": "GB"         | "country": "UK"                 | recipient.address.country | must be an ISO 3166-1 country code of two capital letters such as GB
            "Bletchley Park"        | "1","2","3","4","5","6"         | recipient.address.lines | must have 0 to 5 entries
            "Bletchley Park"        | 7                               | recipient.address.lines[0] | must be text
            "Bletchley Park"        | null                            | recipient.address.lines[0] | is required
            2010-12-01T08:26:00Z    | 2010-12-01T08:26:00             | effectiveAt        | must be a date and time with its offset, such as 2010-12-01T08:26:00Z
            2010-12-01T08:26:00Z    | 2910-12-01T08:26:00Z            | effectiveAt        | must not be in the future or before 1900
            2010-12-01T08:26:00Z    | 1810-12-01T08:26:00Z            | effectiveAt        | must not be in the future or before 1900
            2010-12-01T08:26:00Z    | -999999999-12-01T08:26:00Z      | effectiveAt        | must not be in the future or before 1900
            "2010-12-01T08:26:00Z"  | 1291191960                      | effectiveAt        | must be a date and time with its offset, such as 2010-12-01T08:26:00Z
            """)
    void names_the_wrong_field(String right, String wrong, String field, String reason) {
        assertThat(FULLEST).contains(right);

        assertThat(violations(FULLEST.replace(right, wrong))).contains(new Violation(field, reason));
    }

    @Test
    void names_every_wrong_field_at_once_types_and_limits_alike() {
        assertThat(violations(
                """
                        {"currency": 7, "colour": "red", "discount": "0", "tax": -1,
                         "lines": [{"sku": "A", "quantity": 1, "unitPrice": 1}, null, {"quantity": 1.5, "unitPrice": -1}, "x"],
                         "recipient": []}
                        """))
                .extracting(Violation::field)
                .containsExactly(
                        "colour",
                        "currency",
                        "customerId",
                        "discount",
                        "lines[1]",
                        "lines[2].quantity",
                        "lines[2].sku",
                        "lines[2].unitPrice",
                        "lines[3]",
                        "recipient",
                        "tax");
    }

    @Test
    void names_every_wrong_field_of_the_largest_order() {
        String lines = IntStream.range(0, Limits.LINES)
                .mapToObj(_ -> "{\"sku\": \"\", \"quantity\": 0, \"unitPrice\": -1}")
                .collect(Collectors.joining(","));

        var violations = violations("{\"customerId\": \"1\", \"currency\": \"GBP\", \"lines\": [" + lines + "]}");

        assertThat(violations).hasSize(3 * Limits.LINES);
        assertThat(violations.getLast().field()).isEqualTo("lines[1999].unitPrice");
    }

    @Test
    void does_not_answer_a_hostile_body_with_one_many_times_its_size() {
        String names = IntStream.range(0, 100_000).mapToObj(i -> "\"" + i + "\": 1").collect(Collectors.joining(","));

        var refusal = refusal("{" + names + "}");

        assertThat(refusal.violations()).hasSize(Violations.ENOUGH_FOR_AN_ORDER);
        assertThat(refusal.omitted()).isGreaterThan(80_000);
    }

    @Test
    void does_not_look_into_a_list_that_is_too_long() {
        assertThat(violations("{\"customerId\": \"1\", \"currency\": \"GBP\", \"lines\": [" + "1,".repeat(500_000) + "1]}"))
                .containsExactly(new Violation("lines", "must have 1 to 2000 entries"));
    }

    @Test
    void refuses_an_order_in_which_everything_is_wrong_within_a_moment() {
        String attributes =
                IntStream.range(0, Limits.ATTRIBUTES).mapToObj(i -> "\"" + i + "\": \" \"").collect(Collectors.joining(","));
        String lines = ("{\"attributes\": {" + attributes + "}},").repeat(Limits.LINES - 1) + "{}";

        assertTimeout(Duration.ofSeconds(10), () -> violations("{\"lines\": [" + lines + "]}"));
    }

    @Test
    void shortens_the_names_that_it_repeats() {
        assertThat(violations("{\"" + "x".repeat(900) + "\": 1}"))
                .extracting(Violation::field)
                .contains("['" + "x".repeat(64) + "...']");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
    void a_body_is_an_object(String body) {
        assertThat(violations(body)).containsExactly(new Violation("", "must be an object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{",
            "{\"a\": }",
            "{'a': 1}",
            "{\"a\": 1,}",
            "{\"a\": 01}",
            "{\"a\": NaN}",
            "{\"a\": 1} {}",
            "{\"a\": 1, \"a\": 1}",
            "// comment\n{}",
            "{\"a\": \"line\nbreak\"}",
            "<order/>",
            "\u0000"
    })
    void a_body_that_is_no_json_is_refused_with_the_place(String body) {
        var refusal = catchThrowableOfType(
                MalformedJsonException.class, () -> reader.read(body.getBytes(UTF_8), Form.Placement.class));

        assertThat(refusal.line()).isPositive();
        assertThat(refusal.column()).isPositive();
        assertThat(refusal).message().isNotBlank().doesNotContain("Source", "StreamReadFeature", "tools.jackson");
    }

    @Test
    void tells_the_line_and_the_column_of_malformed_json() {
        var refusal = catchThrowableOfType(
                MalformedJsonException.class,
                () -> reader.read("{\"currency\": \"GBP\",\n  \"tax\": oops}".getBytes(UTF_8), Form.Placement.class));

        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isBetween(10, 16);
    }

    @Test
    void refuses_deep_nesting_long_numbers_and_bytes_that_are_no_text() {
        List.of(
                ("[".repeat(100_000) + "]".repeat(100_000)).getBytes(UTF_8),
                ("{\"tax\": " + "9".repeat(100_000) + "}").getBytes(UTF_8),
                new byte[]{'{', '"', (byte) 0xFF, '"', ':', '1', '}'})
                .forEach(body -> assertThat(catchThrowableOfType(
                        MalformedJsonException.class, () -> reader.read(body, Form.Placement.class)))
                        .isNotNull());
    }

    @Test
    void items_name_each_line_once() {
        var refusal = catchThrowableOfType(
                InvalidRequestException.class,
                () -> reader.read(
                        """
                                {"lines": [{"line": 1, "quantity": 1}, {"line": 2, "quantity": 1}, {"line": 1, "quantity": 1}]}
                                """
                                .getBytes(UTF_8),
                        Form.Return.class));

        assertThat(refusal.violations())
                .containsExactly(new Violation("lines[2].line", "names a line that an earlier item names already"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "a?b", "a#b", "a%2Fb", "é", "-a"})
    void a_payment_reference_can_stand_in_a_path(String reference) {
        var refusal = catchThrowableOfType(
                InvalidRequestException.class,
                () -> reader.read(
                        "{\"reference\": \"%s\", \"amount\": 1}".formatted(reference).getBytes(UTF_8), Form.Payment.class));

        assertThat(refusal.violations()).containsExactly(new Violation("reference", Limits.PAYMENT_REFERENCE_REASON));
    }

    private List<Violation> violations(String body) {
        return refusal(body).violations();
    }

    private InvalidRequestException refusal(String body) {
        return catchThrowableOfType(
                InvalidRequestException.class, () -> reader.read(body.getBytes(UTF_8), Form.Placement.class));
    }
}
