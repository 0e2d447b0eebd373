package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.access.Scope;
import io.orderlog.access.testing.AccessTable;
import io.orderlog.access.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

/** Who may see what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryAccessTest {

    private static final String CUSTOMER = TestTokens.customer("17850", Scope.values());

    private final UUID own = TestOrders.id();
    private final UUID others = TestOrders.id();

    @SuppressWarnings("NullAway.Init")
    private TestHouse house;

    @SuppressWarnings("NullAway.Init")
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
        String token = house.log().append(own, TestOrders.placed("17850", 100));
        token += "," + house.log().append(others, TestOrders.placed("12345", 100));
        assertThat(house.get(service, "/orders/" + own, "Consistency-Token", token).statusCode()).isEqualTo(200);
        assertThat(house.get(service, "/orders/" + others, "Consistency-Token", token).statusCode()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        house.close();
    }

    @Test
    void theTableInTheDocumentationIsTrue() {
        URI address = URI.create("http://localhost:" + TestHouse.port(service));
        assertThat(AccessTable.differences("Queries", address, own::toString)).isEmpty();
    }

    @Test
    void aCustomerSeesItsOwnOrdersAndNeverLearnsOfOthers() throws Exception {
        for (String below : List.of("", "/events")) {
            assertThat(asCustomer("/orders/" + own + below).statusCode()).isEqualTo(200);
            HttpResponse<String> refused = asCustomer("/orders/" + others + below);
            UUID none = TestOrders.id();
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.body().replace(others.toString(), none.toString())).isEqualTo(asCustomer("/orders/" + none + below).body());
        }
    }

    @Test
    void aCustomersListHasItsOwnOrdersOnly() throws Exception {
        for (String question : List.of("/orders", "/orders?customer=17850", "/orders?limit=10")) {
            var items = TestHouse.json(asCustomer(question)).get("items");
            assertThat(items.findValuesAsString("id")).containsExactly(own.toString());
        }
        assertThat(asCustomer("/orders?customer=12345").statusCode()).isEqualTo(404);
        assertThat(asCustomer("/orders?customer=17850&customer=12345").statusCode()).isEqualTo(404);
        assertThat(TestHouse.json(house.get(service, "/orders")).get("items")).hasSize(2);
    }

    @Test
    void aCustomerSeesItselfAndNoSums() throws Exception {
        assertThat(asCustomer("/customers/17850").statusCode()).isEqualTo(200);
        assertThat(asCustomer("/customers/12345").statusCode()).isEqualTo(404);
        assertThat(asCustomer("/customers/%31%32345").statusCode()).isEqualTo(400);
        for (String sums : List.of("/customers", "/customers?customer=17850", "/sales/days", "/audit/events", "/rebuilds")) {
            assertThat(asCustomer(sums).statusCode()).as(sums).isEqualTo(403);
        }
    }

    private HttpResponse<String> asCustomer(String path) throws Exception {
        return house.get(service, path, TestTokens.HEADER, CUSTOMER);
    }
}
