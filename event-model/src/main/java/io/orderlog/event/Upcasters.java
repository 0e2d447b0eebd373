package io.orderlog.event;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** From every version of an event that was ever written to the next one; none is ever removed. */
final class Upcasters {

    static final List<Upcaster> ALL =
            List.of(new Upcaster("orderlog.order.payment-voided.v1", "orderlog.order.payment-voided.v2", Upcasters::voidedByTheShop));

    private Upcasters() {}

    /** The first version was only written when the shop gave an authorization up. */
    private static ObjectNode voidedByTheShop(ObjectNode voided) {
        return voided.put("lapsed", false);
    }
}
