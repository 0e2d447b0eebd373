package io.orderlog.access;

import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a token can allow; the names are part of the API. */
public enum Scope {
    /** Place, change and cancel orders, and ask for returns. */
    ORDERS_WRITE,
    /** Ship, deliver, hold, release and close, and take returns back or refuse them. */
    ORDERS_FULFIL,
    /** Authorize, capture, void and refund payments. */
    ORDERS_PAY,
    /** See orders, customers and sales. */
    ORDERS_READ,
    /** Ask what happened, when, and who did it. */
    AUDIT,
    /** Rebuild and repair views. */
    OPERATE,
    /** Tell of things that happened earlier: {@code effectiveAt}. */
    IMPORT;

    private final String value = name().toLowerCase(Locale.ROOT).replace('_', ':');
    private final GrantedAuthority authority = new SimpleGrantedAuthority("SCOPE_" + value);

    /** As tokens spell it, such as {@code orders:write}. */
    public String value() {
        return value;
    }

    GrantedAuthority authority() {
        return authority;
    }
}
