package io.orderlog.command.web;

import io.orderlog.command.decision.OrderRejection;
import io.orderlog.command.handling.CommandOutcome.Current;
import io.orderlog.command.web.InvalidRequestException.Violation;
import io.orderlog.order.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** What clients are told when a request has no effect. Amounts are in the minor unit of the order's currency. */
final class Problems {

    private Problems() {}

    static ProblemDetail of(InvalidRequestException invalid) {
        ProblemDetail problem = ProblemType.INVALID_REQUEST.detail(summary(invalid));
        problem.setProperty("errors", invalid.violations());
        if (invalid.omitted() > 0) {
            problem.setProperty("errorsOmitted", invalid.omitted());
        }
        return problem;
    }

    private static String summary(InvalidRequestException invalid) {
        Violation first = invalid.violations().getFirst();
        String said = "%s %s".formatted(first.field().isEmpty() ? "The body" : first.field(), first.reason());
        int more = invalid.violations().size() - 1 + invalid.omitted();
        return more == 0 ? said + "." : "%s, and %d more: see errors.".formatted(said, more);
    }

    static ProblemDetail of(MalformedJsonException malformed) {
        ProblemDetail problem = ProblemType.MALFORMED_JSON.detail(
                "Line %d, column %d: %s".formatted(malformed.line(), malformed.column(), malformed.getMessage()));
        problem.setProperty("line", malformed.line());
        problem.setProperty("column", malformed.column());
        return problem;
    }

    static ProblemDetail unexpected() {
        return ProblemType.INTERNAL_ERROR.detail("The command may or may not have taken effect; X-Correlation-Id leads to the cause.");
    }

    /** @param order as it was when it did not take the command */
    static ProblemDetail of(OrderRejection rejection, @Nullable Current order) {
        return switch (rejection) {
            case OrderRejection.NotFound() -> ProblemType.ORDER_NOT_FOUND.detail("No order was placed under this id.");
            case OrderRejection.DiscountExceedsSubtotal(Money _, Money subtotal) ->
                invalid("discount", "must be at most %d, the sum of the lines".formatted(subtotal.minorUnits()));
            case OrderRejection.TotalTooLarge(Money limit) ->
                invalid("lines", "must add up, with tax and shipping, to at most %d".formatted(limit.minorUnits()));
            case OrderRejection.AlreadyPlaced() -> rule("already-placed", "The order was placed before.", Map.of(), order);
            case OrderRejection.NotOpen(var status) ->
                rule("not-open", "The order is %s.".formatted(status), Map.of(), order);
            case OrderRejection.OnHold(var reason) ->
                rule("on-hold", "The order is on hold.", reason == null ? Map.of() : Map.of("holdReason", reason), order);
            case OrderRejection.NotOnHold() -> rule("not-on-hold", "The order is not on hold.", Map.of(), order);
            case OrderRejection.AlreadyShipped(int shipments) ->
                rule("already-shipped", "Goods were shipped already.", Map.of("shipments", shipments), order);
            case OrderRejection.TotalBelowPaid(Money total, Money paid) ->
                rule(
                        "total-below-paid",
                        "The new total of %s is below the %s authorized and paid; refund or void first.".formatted(total, paid),
                        amounts("total", total, "paid", paid),
                        order);
            case OrderRejection.LimitReached(int limit) ->
                rule("limit-reached", "The order has %d of these, and may not have more.".formatted(limit), Map.of("limit", limit), order);
            case OrderRejection.UnknownLine(int line) ->
                rule("unknown-line", "The order has no line %d.".formatted(line), Map.of("line", line), order);
            case OrderRejection.QuantityExceeded(int line, int requested, int available) ->
                rule(
                        "quantity-exceeded",
                        "%d pieces of line %d are too many, %d are available.".formatted(requested, line, available),
                        Map.of("line", line, "requested", requested, "available", available),
                        order);
            case OrderRejection.NothingLeft() ->
                rule("nothing-left", "Nothing is left that this command could be about.", Map.of(), order);
            case OrderRejection.DuplicatePayment(String reference) ->
                rule("duplicate-payment", "The order has a payment of this reference.", Map.of("reference", reference), order);
            case OrderRejection.UnknownPayment(String reference) ->
                rule("unknown-payment", "The order has no payment of this reference.", Map.of("reference", reference), order);
            case OrderRejection.PaymentVoided(String reference) ->
                rule("payment-voided", "The payment was voided.", Map.of("reference", reference), order);
            case OrderRejection.Overpayment(Money requested, Money payable) ->
                rule(
                        "overpayment",
                        "%s is more than the %s that may still be paid.".formatted(requested, payable),
                        amounts("requested", requested, "payable", payable),
                        order);
            case OrderRejection.CaptureExceedsAuthorization(Money requested, Money capturable) ->
                rule(
                        "capture-exceeds-authorization",
                        "%s is more than the %s that can still be captured.".formatted(requested, capturable),
                        amounts("requested", requested, "capturable", capturable),
                        order);
            case OrderRejection.RefundExceedsCaptured(Money requested, Money refundable) ->
                rule(
                        "refund-exceeds-captured",
                        "%s is more than the %s that can still be refunded.".formatted(requested, refundable),
                        amounts("requested", requested, "refundable", refundable),
                        order);
            case OrderRejection.UnknownShipment(int shipment) ->
                rule("unknown-shipment", "The order has no shipment %d.".formatted(shipment), Map.of("shipment", shipment), order);
            case OrderRejection.AlreadyDelivered(int shipment) ->
                rule("already-delivered", "Shipment %d was delivered.".formatted(shipment), Map.of("shipment", shipment), order);
            case OrderRejection.UnknownReturn(int number) ->
                rule("unknown-return", "The order has no return %d.".formatted(number), Map.of("return", number), order);
            case OrderRejection.NotSettled(var open) ->
                rule("not-settled", "Something is still open: see open.", Map.of("open", open), order);
            case OrderRejection.NotDue(var dueAt) ->
                rule("not-due", "The order does not expire now.", dueAt == null ? Map.of() : Map.of("dueAt", dueAt), order);
        };
    }

    private static ProblemDetail invalid(String field, String reason) {
        return of(new InvalidRequestException(List.of(new Violation(field, reason)), 0));
    }

    private static ProblemDetail rule(String name, String detail, Map<String, Object> data, @Nullable Current order) {
        ProblemDetail problem = ProblemType.RULE_VIOLATED.detail(detail);
        problem.setProperty("rule", name);
        data.forEach(problem::setProperty);
        problem.setProperty("order", order);
        return problem;
    }

    private static Map<String, Object> amounts(String name, Money amount, String otherName, Money other) {
        return Map.of(name, amount.minorUnits(), otherName, other.minorUnits());
    }
}
