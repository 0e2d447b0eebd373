package io.orderlog.cli.figures;

import io.orderlog.order.Order;
import io.orderlog.order.OrderReturn;
import io.orderlog.order.Payment;
import io.orderlog.order.Shipment;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/** Sums over many orders, by name. Amounts are in the minor unit; orders in several currencies add up to nonsense. */
final class Figures {

    private final Map<String, Long> byName = new TreeMap<>();
    private final ZoneId zone;

    /** @param zone in which an order belongs to a month */
    Figures(ZoneId zone) {
        this.zone = zone;
    }

    /** @param placedAt when it was effectively placed */
    void add(Order order, Instant placedAt, long events) {
        long total = order.totals().total().minorUnits();
        add("events", events);
        add("orders", 1);
        add("lines", order.lines().size());
        add("pieces", order.lines().stream().mapToLong(line -> line.active()).sum());
        add("revenue", total);
        add("revenue " + YearMonth.from(placedAt.atZone(zone)), total);
        add("payments", order.payments().size());
        add("paid", order.payments().stream().mapToLong(Payment::captured).sum());
        add("deliveries", order.shipments().stream().filter(Shipment::delivered).count());
        for (OrderReturn it : order.returns()) {
            add("returns", 1);
            for (OrderReturn.Item item : it.items()) {
                add("returned pieces", item.received());
                add("returned value", item.received() * order.lines().get(item.line() - 1).ordered().unitPrice());
            }
        }
    }

    void add(String name, long amount) {
        byName.merge(name, amount, Math::addExact);
    }

    Map<String, Long> byName() {
        return byName;
    }
}
