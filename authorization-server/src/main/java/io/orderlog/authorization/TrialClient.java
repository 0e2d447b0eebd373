package io.orderlog.authorization;

import static io.orderlog.access.Scope.AUDIT;
import static io.orderlog.access.Scope.OPERATE;
import static io.orderlog.access.Scope.ORDERS_FULFIL;
import static io.orderlog.access.Scope.ORDERS_READ;
import static io.orderlog.access.Scope.ORDERS_WRITE;

import io.orderlog.access.Scope;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom there is to try Orderlog out as. */
enum TrialClient {
    /** May do everything. */
    SHOP(null, Scope.values()),
    WAREHOUSE(null, ORDERS_READ, ORDERS_FULFIL),
    /** Sees and touches the orders of customer 17850 only. */
    CUSTOMER("17850", ORDERS_READ, ORDERS_WRITE),
    AUDITOR(null, ORDERS_READ, AUDIT),
    OPERATOR(null, ORDERS_READ, OPERATE);

    private final @Nullable String customer;
    private final List<Scope> scopes;

    TrialClient(@Nullable String customer, Scope... scopes) {
        this.customer = customer;
        this.scopes = List.of(scopes);
    }

    /** The client's id, and the name of the file that has its secret. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Nullable
    String customer() {
        return customer;
    }

    List<String> scopes() {
        return scopes.stream().map(Scope::value).toList();
    }
}
