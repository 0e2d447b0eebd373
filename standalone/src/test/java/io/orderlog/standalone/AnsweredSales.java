package io.orderlog.standalone;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sums that queries answer, page by page.
 *
 * @param days pieces, revenue, pieces returned and their price, by day
 * @param products the same, by product
 * @param customers orders, pieces, pieces returned and what was paid, by customer
 */
record AnsweredSales(Map<String, List<Long>> days, Map<String, List<Long>> products, Map<String, List<Long>> customers) {

    static AnsweredSales of(Launched launched) throws Exception {
        return new AnsweredSales(
                all(launched, "/sales/days?currency=GBP&limit=50", "day", AnsweredSales::sold),
                all(launched, "/sales/products?currency=GBP&sort=-units&limit=50", "sku", AnsweredSales::sold),
                all(launched, "/customers?limit=50", "id", AnsweredSales::bought));
    }

    private static Map<String, List<Long>> all(Launched launched, String path, String key, Function<JsonNode, List<Long>> figures)
            throws Exception {
        Map<String, List<Long>> all = new TreeMap<>();
        for (String next = path; next != null;) {
            JsonNode page = JsonMapper.shared().readTree(launched.get(next).body());
            page.get("items").forEach(item -> all.put(item.get(key).asString(), figures.apply(item)));
            next = page.has("next") ? page.get("next").asString() : null;
        }
        return all;
    }

    private static List<Long> sold(JsonNode item) {
        return Stream.of("units", "revenue", "returnedUnits", "returnedAmount").map(name -> item.get(name).asLong()).toList();
    }

    private static List<Long> bought(JsonNode item) {
        long paid = item.get("money").valueStream().mapToLong(money -> money.get("captured").asLong()).sum();
        return List.of(item.get("orders").asLong(), item.get("units").asLong(), item.get("returnedUnits").asLong(), paid);
    }
}
