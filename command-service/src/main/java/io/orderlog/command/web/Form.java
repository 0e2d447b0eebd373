package io.orderlog.command.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.orderlog.order.LineQuantity;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client sends in a body. Once a {@link FormReader} has read it, a form keeps all that its annotations promise; what is
 * required is not {@code null} then. Amounts are in the minor unit of the order's currency.
 */
sealed interface Form {

    /** When it happened, if that was before the request; in microseconds. */
    @Nullable
    Instant effectiveAt();

    /** A new order. */
    record Placement(
            @NotNull @Text @Size(min = 1, max = Limits.NAME, message = Limits.CHARACTERS) String customerId,
            @NotNull @CurrencyCode String currency,
            @JsonUnwrapped @NotNull ContentsForm contents,
            @Nullable @Happened Instant effectiveAt) implements Form {}

    /** A change of an order's contents, as RFC 7396 defines it. */
    record Patch(ObjectNode merge, @Nullable Instant effectiveAt) implements Form {}

    /** A part of a line. */
    record Item(
            @NotNull @Min(value = 1, message = Limits.AT_LEAST) @Max(value = Limits.LINES, message = Limits.AT_MOST) Integer line,
            @NotNull @Min(value = 1, message = Limits.AT_LEAST) @Max(value = Limits.QUANTITY, message = Limits.AT_MOST) Integer quantity) {

        static @Nullable List<LineQuantity> quantities(@Nullable List<Item> items) {
            return items == null ? null : items.stream().map(item -> new LineQuantity(item.line(), item.quantity())).toList();
        }
    }

    /** Nothing to tell but, perhaps, when it happened. */
    record Bare(@Nullable @Happened Instant effectiveAt) implements Form {}

    record Hold(
            @NotNull @Text @Size(min = 1, max = Limits.TEXT, message = Limits.CHARACTERS) String reason,
            @Nullable @Happened Instant effectiveAt) implements Form {}

    /** @param lines {@code null}: the whole order */
    record Cancellation(
            @Nullable @EachLineOnce @Size(min = 1, max = Limits.LINES, message = Limits.ENTRIES) List<@NotNull Item> lines,
            @Nullable @Text @Size(max = Limits.TEXT, message = Limits.CHARACTERS) String reason,
            @Nullable @Happened Instant effectiveAt) implements Form {}

    /** @param capture {@code null} is {@code true} */
    record Payment(
            @NotNull @Pattern(regexp = Limits.PAYMENT_REFERENCE, message = Limits.PAYMENT_REFERENCE_REASON) String reference,
            @NotNull @Min(value = 1, message = Limits.AT_LEAST) @Max(value = Limits.AMOUNT, message = Limits.AT_MOST) Long amount,
            @Nullable Boolean capture,
            @Nullable @Happened Instant effectiveAt) implements Form {}

    /** @param amount {@code null}: all that is authorized */
    record Capture(
            @Nullable @Min(value = 1, message = Limits.AT_LEAST) @Max(value = Limits.AMOUNT, message = Limits.AT_MOST) Long amount,
            @Nullable @Happened Instant effectiveAt) implements Form {}

    /** @param amount {@code null}: all that is captured */
    record Refund(
            @Nullable @Min(value = 1, message = Limits.AT_LEAST) @Max(value = Limits.AMOUNT, message = Limits.AT_MOST) Long amount,
            @Nullable @Text @Size(max = Limits.TEXT, message = Limits.CHARACTERS) String reason,
            @Nullable @Happened Instant effectiveAt) implements Form {}

    /** @param lapsed whether the payment provider let it lapse; {@code null}: the shop gives it up */
    record Void(@Nullable Boolean lapsed, @Nullable @Happened Instant effectiveAt) implements Form {}

    /** @param lines {@code null}: all that is not shipped */
    record Shipment(
            @Nullable @EachLineOnce @Size(min = 1, max = Limits.LINES, message = Limits.ENTRIES) List<@NotNull Item> lines,
            @Nullable @Text @Size(min = 1, max = Limits.REFERENCE, message = Limits.CHARACTERS) String carrier,
            @Nullable @Text @Size(min = 1, max = Limits.REFERENCE, message = Limits.CHARACTERS) String trackingNumber,
            @Nullable @Happened Instant effectiveAt) implements Form {}

    record Return(
            @NotNull @EachLineOnce @Size(min = 1, max = Limits.LINES, message = Limits.ENTRIES) List<@NotNull Item> lines,
            @Nullable @Text @Size(max = Limits.TEXT, message = Limits.CHARACTERS) String reason,
            @Nullable @Happened Instant effectiveAt) implements Form {}

    /** @param lines {@code null}: all that is still open in the return */
    record ReturnReceipt(
            @Nullable @EachLineOnce @Size(min = 1, max = Limits.LINES, message = Limits.ENTRIES) List<@NotNull Item> lines,
            @Nullable @Happened Instant effectiveAt) implements Form {}

    /** @param lines {@code null}: all that is still open in the return */
    record ReturnRefusal(
            @Nullable @EachLineOnce @Size(min = 1, max = Limits.LINES, message = Limits.ENTRIES) List<@NotNull Item> lines,
            @Nullable @Text @Size(max = Limits.TEXT, message = Limits.CHARACTERS) String reason,
            @Nullable @Happened Instant effectiveAt) implements Form {}
}
