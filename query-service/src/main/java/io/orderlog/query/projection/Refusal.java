package io.orderlog.query.projection;

import org.postgresql.util.PSQLException;
import org.springframework.core.NestedExceptionUtils;

/**
 * Says for operators why the views do not take a record. Of what Postgres says only the message: its details can hold pieces of the row,
 * or of rows beside it.
 */
final class Refusal {

    private Refusal() {}

    static String reason(RuntimeException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        if (cause instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
            return "it cannot be projected: Postgres says %s (SQLSTATE %s)"
                    .formatted(postgres.getServerErrorMessage().getMessage(), postgres.getSQLState());
        }
        return "it cannot be projected: " + cause;
    }
}
