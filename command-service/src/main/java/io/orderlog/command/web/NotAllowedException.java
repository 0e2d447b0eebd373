package io.orderlog.command.web;

import io.orderlog.access.Scope;
import java.io.Serial;
import org.springframework.http.ProblemDetail;

/** The path is open to the client, but not with what its body says. */
final class NotAllowedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Scope needed;

    private NotAllowedException(Scope needed, String message) {
        super(message);
        this.needed = needed;
    }

    static NotAllowedException anotherCustomer() {
        return new NotAllowedException(Scope.ORDERS_WRITE, "A customer places orders for nobody else.");
    }

    static NotAllowedException past() {
        return new NotAllowedException(Scope.IMPORT, "effectiveAt is for services whose token has the scope import.");
    }

    Scope needed() {
        return needed;
    }

    ProblemDetail problem() {
        return ProblemType.FORBIDDEN.detail(String.valueOf(getMessage()));
    }
}
