package io.orderlog.benchmarks.load;

/** A request as bytes: only the number, and where the path names an order its id, change from one to the next. */
enum Command {
    PLACE("/orders", """
            {"customerId": "17850", "currency": "GBP", "reference": "%1$s", "lines": [\
            {"sku": "85123A", "description": "WHITE HANGING HEART T-LIGHT HOLDER", "quantity": 6, "unitPrice": 255}, \
            {"sku": "71053", "description": "WHITE METAL LANTERN", "quantity": 6, "unitPrice": 339}, \
            {"sku": "84406B", "description": "CREAM CUPID HEARTS COAT HANGER", "quantity": 8, "unitPrice": 275}, \
            {"sku": "84029G", "description": "KNITTED UNION FLAG HOT WATER BOTTLE", "quantity": 6, "unitPrice": 339}, \
            {"sku": "22752", "description": "SET 7 BABUSHKA NESTING BOXES", "quantity": 2, "unitPrice": 765}]}"""),
    PAY("/orders/%2$s/payments", """
            {"reference": "ch_%1$s", "amount": 9328}"""),
    SHIP("/orders/%2$s/shipments", """
            {"carrier": "Royal Mail", "trackingNumber": "%1$s"}""");

    /** Stands for the number: as many characters, found in no other place. */
    static final String NUMBER = "################";

    /** Stands for the id of an order. */
    static final String ORDER = "@@@@@@@@-@@@@-@@@@-@@@@-@@@@@@@@@@@@";

    /** Stands for what the request shows as its authorization. */
    static final String TOKEN = "{token}";

    /** In ASCII. */
    final String template;

    Command(String path, String body) {
        String filled = body.formatted(NUMBER, ORDER);
        template = """
                POST %s HTTP/1.1\r
                Host: 127.0.0.1\r
                Content-Type: application/json\r
                Accept: application/json\r
                Authorization: %s\r
                Idempotency-Key: %s/%s\r
                Content-Length: %d\r
                \r
                %s""".formatted(path.formatted(NUMBER, ORDER), TOKEN, NUMBER, name(), filled.length(), filled);
    }
}
