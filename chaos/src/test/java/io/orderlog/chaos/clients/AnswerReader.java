package io.orderlog.chaos.clients;

import io.orderlog.command.decision.OrderRejection;
import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.handling.CommandOutcome.Current;
import io.orderlog.command.log.Receipt;
import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.Money;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import io.orderlog.order.Totals;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Currency;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads an answer as the outcome that it tells. */
final class AnswerReader {

    private static final JsonMapper JSON = new JsonMapper();

    private AnswerReader() {}

    static Answer read(HttpResponse<String> response, Request request) {
        try {
            CommandOutcome outcome = outcome(response, JSON.readTree(response.body()), request);
            return outcome == null ? new Answer.Unexpected(response.statusCode(), response.body()) : new Answer.Told(outcome);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            return new Answer.Unexpected(response.statusCode(), response.body());
        }
    }

    private static @Nullable CommandOutcome outcome(HttpResponse<String> response, JsonNode body, Request request) {
        return switch (response.statusCode()) {
            case 200, 201 -> accepted(response, body);
            case 412 -> new CommandOutcome.VersionMismatch(
                    Objects.requireNonNull(request.ifMatch()), Objects.requireNonNull(current(body.path("order"))));
            default -> problem(response, body);
        };
    }

    private static @Nullable CommandOutcome problem(HttpResponse<String> response, JsonNode body) {
        return switch (body.path("type").asString("")) {
            case "/problems/order-not-found" -> new CommandOutcome.Rejected(new OrderRejection.NotFound(), null);
            case "/problems/rule-violated" -> rejected(body);
            case "/problems/idempotency-key-reused" -> new CommandOutcome.KeyReused(body.path("idempotencyKey").asString());
            case "/problems/outcome-unknown" -> new CommandOutcome.OutcomeUnknown();
            case "/problems/unavailable" -> new CommandOutcome.Unavailable(
                    body.path("detail").asString(),
                    Duration.ofSeconds(Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow())));
            default -> null;
        };
    }

    private static CommandOutcome accepted(HttpResponse<String> response, JsonNode body) {
        long version = body.path("version").asLong();
        String tag = response.headers().firstValue("ETag").orElseThrow();
        if (!tag.equals("\"" + version + "\"")) {
            throw new IllegalArgumentException("The tag %s is not that of version %d".formatted(tag, version));
        }
        String[] token = response.headers().firstValue("Consistency-Token").orElseThrow().split(":");
        Receipt receipt = new Receipt(
                UUID.fromString(body.path("id").asString()),
                version,
                OrderStatus.valueOf(body.path("status").asString()),
                PaymentStatus.valueOf(body.path("paymentStatus").asString()),
                FulfilmentStatus.valueOf(body.path("fulfilmentStatus").asString()),
                totals(body.path("totals"), Currency.getInstance(body.path("currency").asString())),
                body.path("number").isNumber() ? body.path("number").asInt() : null,
                Integer.parseInt(token[0]),
                Long.parseLong(token[1]));
        boolean repeated = response.headers().firstValue("Idempotency-Replayed").isPresent();
        return new CommandOutcome.Accepted(receipt, repeated);
    }

    private static Totals totals(JsonNode totals, Currency currency) {
        return new Totals(
                new Money(totals.path("subtotal").asLong(), currency),
                new Money(totals.path("discount").asLong(), currency),
                new Money(totals.path("tax").asLong(), currency),
                new Money(totals.path("shipping").asLong(), currency),
                new Money(totals.path("total").asLong(), currency),
                new Money(totals.path("authorized").asLong(), currency),
                new Money(totals.path("captured").asLong(), currency),
                new Money(totals.path("refunded").asLong(), currency));
    }

    private static @Nullable CommandOutcome rejected(JsonNode body) {
        Current order = current(body.path("order"));
        OrderRejection rejection = order == null ? null : rejection(body, order);
        return rejection == null ? null : new CommandOutcome.Rejected(rejection, order);
    }

    private static @Nullable Current current(JsonNode order) {
        return order.isObject()
                ? new Current(
                        order.path("version").asLong(),
                        OrderStatus.valueOf(order.path("status").asString()),
                        PaymentStatus.valueOf(order.path("paymentStatus").asString()),
                        FulfilmentStatus.valueOf(order.path("fulfilmentStatus").asString()))
                : null;
    }

    /** The rules that the clients' commands can meet; {@code null} for others. */
    private static @Nullable OrderRejection rejection(JsonNode body, Current order) {
        return switch (body.path("rule").asString("")) {
            case "already-placed" -> new OrderRejection.AlreadyPlaced();
            case "not-open" -> new OrderRejection.NotOpen(order.status());
            case "on-hold" -> new OrderRejection.OnHold(body.path("holdReason").asString());
            case "not-on-hold" -> new OrderRejection.NotOnHold();
            case "already-shipped" -> new OrderRejection.AlreadyShipped(body.path("shipments").asInt());
            case "total-below-paid" -> new OrderRejection.TotalBelowPaid(money(body, "total"), money(body, "paid"));
            case "unknown-line" -> new OrderRejection.UnknownLine(body.path("line").asInt());
            case "quantity-exceeded" -> new OrderRejection.QuantityExceeded(
                    body.path("line").asInt(), body.path("requested").asInt(), body.path("available").asInt());
            case "nothing-left" -> new OrderRejection.NothingLeft();
            case "duplicate-payment" -> new OrderRejection.DuplicatePayment(body.path("reference").asString());
            case "unknown-payment" -> new OrderRejection.UnknownPayment(body.path("reference").asString());
            case "payment-voided" -> new OrderRejection.PaymentVoided(body.path("reference").asString());
            case "overpayment" -> new OrderRejection.Overpayment(money(body, "requested"), money(body, "payable"));
            case "unknown-shipment" -> new OrderRejection.UnknownShipment(body.path("shipment").asInt());
            case "already-delivered" -> new OrderRejection.AlreadyDelivered(body.path("shipment").asInt());
            case "not-settled" -> new OrderRejection.NotSettled(StreamSupport.stream(body.path("open").spliterator(), false)
                    .map(matter -> OrderRejection.NotSettled.OpenMatter.valueOf(matter.asString()))
                    .toList());
            default -> null;
        };
    }

    private static Money money(JsonNode body, String name) {
        return new Money(body.path(name).asLong(), Workload.CURRENCY);
    }
}
