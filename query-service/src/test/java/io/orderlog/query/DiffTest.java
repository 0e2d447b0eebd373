package io.orderlog.query;

import static io.orderlog.query.TestOrders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.order.OrderEvent;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class DiffTest {

    private static final UUID ORDER = TestOrders.id();

    @SuppressWarnings("NullAway.Init")
    private static TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void liveALife() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
        String last = "";
        for (OrderEvent event : TestOrders.lifeOfAnOrder()) {
            last = house.log().append(ORDER, event);
        }
        assertThat(house.get(service, "/orders", "Consistency-Token", last).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "2  | $.status OPEN ON_HOLD; $.holdReason - fraud check",
            "3  | $.status ON_HOLD OPEN; $.holdReason fraud check -",
            "5  | $.paymentStatus UNPAID PARTIALLY_AUTHORIZED; $.totals.authorized 0 2000; $.payments[?(@.reference=='ch_1')] - *",
            "6  | $.paymentStatus PARTIALLY_AUTHORIZED PARTIALLY_PAID; $.totals.authorized 2000 500; $.totals.captured 0 1500; "
                    + "$.payments[?(@.reference=='ch_1')].captured 0 1500",
            "7  | $.totals.authorized 500 0; $.payments[?(@.reference=='ch_1')].voided false true",
            "8  | $.totals.captured 1500 2547; $.payments[?(@.reference=='ch_2')] - *",
            "9  | $.paymentStatus PARTIALLY_PAID PAID; $.totals.subtotal 2886 2547; $.totals.total 2886 2547; "
                    + "$.lines[?(@.number==2)].cancelled 0 1",
            "10 | $.fulfilmentStatus UNFULFILLED SHIPPED; $.lines[?(@.number==1)].shipped 0 6; $.lines[?(@.number==2)].shipped 0 3; "
                    + "$.shipments[?(@.number==1)] - *",
            "11 | $.fulfilmentStatus SHIPPED DELIVERED; $.lines[?(@.number==1)].delivered 0 6; $.lines[?(@.number==2)].delivered 0 3; "
                    + "$.shipments[?(@.number==1)].delivered false true",
            "12 | $.lines[?(@.number==1)].inReturn 0 3; $.lines[?(@.number==2)].inReturn 0 1; $.returns[?(@.number==1)] - *",
            "13 | $.fulfilmentStatus DELIVERED PARTIALLY_RETURNED; $.lines[?(@.number==1)].inReturn 3 0; "
                    + "$.lines[?(@.number==1)].returned 0 3; $.returns[?(@.number==1)].items[?(@.line==1)].received 0 3",
            "14 | $.lines[?(@.number==2)].inReturn 1 0; $.returns[?(@.number==1)].items[?(@.line==2)].refused 0 1",
            "15 | $.paymentStatus PAID PARTIALLY_REFUNDED; $.totals.refunded 0 765; $.payments[?(@.reference=='ch_2')].refunded 0 765",
            "16 | $.status OPEN CLOSED"
    })
    void eachEventIsShownByTheFieldsThatItChanged(int version, String expected) throws Exception {
        JsonNode diff = diff("?from=" + (version - 1) + "&to=" + version);

        assertThat(changes(diff.at("/events/0/changes"))).containsExactlyInAnyOrder(expected.split("; "));
        assertThat(diff.get("changes")).isEqualTo(diff.at("/events/0/changes"));
        assertThat(diff.at("/events/0/version").asLong()).isEqualTo(version);
        assertThat(diff.at("/events/0/actor").asString()).isEqualTo("tester");
    }

    @Test
    void revisedSectionsAreComparedFieldByFieldAndLinesByTheirNumber() throws Exception {
        assertThat(changes(diff("?from=3&to=4").get("changes"))).containsExactlyInAnyOrder(
                "$.reference 536365 536365-B", "$.totals.subtotal 3630 2886", "$.totals.total 3630 2886",
                "$.lines[?(@.number==2)].sku 22423 71053", "$.lines[?(@.number==2)].quantity 2 4",
                "$.lines[?(@.number==2)].unitPrice 1050 339", "$.recipient * -", "$.attributes.channel web phone");
    }

    @Test
    void byItselfItIsTheWholeLifeFromBeforeTheOrderWasThere() throws Exception {
        JsonNode diff = diff("");

        assertThat(diff.get("from").asLong()).isZero();
        assertThat(diff.get("to").asLong()).isEqualTo(16);
        assertThat(diff.get("events")).hasSize(16);
        assertThat(changes(diff.at("/events/0/changes"))).contains("$.customerId - 17850", "$.lines - *", "$.status - OPEN");
        assertThat(changes(diff.get("changes"))).contains("$.status - CLOSED").doesNotContain("$.holdReason - fraud check");
        assertThat(diff("?from=16").get("events")).isEmpty();
        assertThat(changes(diff("?from=1&to=3").get("changes"))).isEmpty();
    }

    @Test
    void namesWithSignsStandInQuotes() throws Exception {
        UUID order = TestOrders.id();
        house.log().append(order, TestOrders.placed());
        String last = house.log()
                .append(order, new OrderEvent.Revised(null, List.of(line(1, "A", 1, 1)), null, null,
                        Map.of("it's \\ odd", "x"), List.of()));
        last += "," + house.log().append(order, new OrderEvent.PaymentAuthorized("ch'1", 1));
        JsonNode diff = house.json(service, "/audit/orders/" + order + "/diff?from=1", "Consistency-Token", last);

        assertThat(changes(diff.get("changes"))).contains("$.attributes['it\\'s \\\\ odd'] - x", "$.payments[?(@.reference=='ch\\'1')] - *",
                "$.lines[?(@.number==2)] * -");
    }

    @ParameterizedTest
    @CsvSource({"from=x, from", "to=-1, to", "from=3&to=2, from", "form=1, form", "to=, to"})
    void eachWrongParameterIsNamed(String question, String parameter) throws Exception {
        HttpResponse<String> answer = house.get(service, "/audit/orders/" + ORDER + "/diff?" + question);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestHouse.json(answer).get("errors").findValuesAsString("field")).contains(parameter);
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertThat(house.get(service, "/audit/orders/" + ORDER + "/diff?to=17").statusCode()).isEqualTo(404);
        assertThat(house.get(service, "/audit/orders/" + TestOrders.id() + "/diff").statusCode()).isEqualTo(404);
        assertThat(house.get(service, "/audit/orders/1/diff").statusCode()).isEqualTo(404);
    }

    private static JsonNode diff(String question) throws Exception {
        return house.json(service, "/audit/orders/" + ORDER + "/diff" + question);
    }

    /** Path, before and after; whole objects and lists as stars. */
    private static List<String> changes(JsonNode changes) {
        List<String> texts = new ArrayList<>();
        for (JsonNode change : changes) {
            texts.add(change.get("path").asString() + " " + text(change.path("before")) + " " + text(change.path("after")));
        }
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "-" : value.isContainer() ? "*" : value.asString();
    }
}
