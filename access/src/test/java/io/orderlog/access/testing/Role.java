package io.orderlog.access.testing;

import io.orderlog.access.Scope;
import org.jspecify.annotations.Nullable;

/** A column of the table in {@code docs/security.md}: the launcher's clients, and those who are none. */
enum Role {
    NOBODY(null),
    CUSTOMER(TestTokens.customer(Role.CUSTOMERS_ID, Scope.ORDERS_READ, Scope.ORDERS_WRITE)),
    ANOTHER_CUSTOMER(TestTokens.customer("99999", Scope.ORDERS_READ, Scope.ORDERS_WRITE)),
    SHOP(TestTokens.service("shop", Scope.values())),
    WAREHOUSE(TestTokens.service("warehouse", Scope.ORDERS_READ, Scope.ORDERS_FULFIL)),
    AUDITOR(TestTokens.service("auditor", Scope.ORDERS_READ, Scope.AUDIT)),
    OPERATOR(TestTokens.service("operator", Scope.ORDERS_READ, Scope.OPERATE));

    /** Whose orders all requests are about. */
    static final String CUSTOMERS_ID = "17850";

    private final @Nullable String token;

    Role(@Nullable String token) {
        this.token = token;
    }

    @Nullable
    String token() {
        return token;
    }
}
