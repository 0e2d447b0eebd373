package io.orderlog.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Whoever goes from page to page misses nothing that was there, whatever arrives. */
@SuppressWarnings("NullAway.Init")
class OrderPagesTest {

    private static TestHouse house;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void open() throws Exception {
        house = TestHouse.open();
        service = house.startReady();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"placedAt", "-placedAt", "updatedAt", "-updatedAt", "total&currency=GBP", "-total&currency=GBP"})
    void pagesShowEveryOrderOnceWhileOthersArrive(String sort) throws Exception {
        List<UUID> before = new ArrayList<>();
        String last = "";
        for (int i = 0; i < 30; i++) {
            UUID id = TestOrders.id();
            before.add(id);
            last = arrive(id, i);
            house.get(service, "/orders", "Consistency-Token", last);
        }
        List<UUID> seen = new ArrayList<>();
        for (String next = "/orders?limit=4&sort=" + sort; next != null;) {
            HttpResponse<String> answer = house.get(service, next, "Consistency-Token", last);
            JsonNode page = TestHouse.json(answer);
            seen.addAll(ids(page));
            next = page.has("next") ? page.get("next").asString() : null;
            assertThat(answer.headers().firstValue("Link").orElse(null))
                    .isEqualTo(next == null ? null : "<" + next + ">; rel=\"next\"");
            last = seen.size() < 100 ? arrive(TestOrders.id(), seen.size() % 30) : last;
        }
        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen).containsAll(before);
    }

    /** Several share a time and a total. */
    private static String arrive(UUID id, int i) throws Exception {
        return house.log().append(id, TestOrders.placed("c", 100 + i / 3), Instant.parse("2010-12-01T00:00:00Z").plusSeconds(i / 3));
    }

    private static List<UUID> ids(JsonNode page) {
        return page.get("items").findValuesAsString("id").stream().map(UUID::fromString).toList();
    }
}
