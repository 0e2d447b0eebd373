package io.orderlog.command.web;

import io.orderlog.order.Address;
import io.orderlog.order.Charges;
import io.orderlog.order.OrderContents;
import io.orderlog.order.OrderLine;
import io.orderlog.order.Recipient;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What an order is about, as clients write it: in a placement, and in a change before the first shipment. */
record ContentsForm(
        @Nullable @Text @Size(min = 1, max = Limits.REFERENCE, message = Limits.CHARACTERS) String reference,
        @NotNull @Size(min = 1, max = Limits.LINES, message = Limits.ENTRIES) List<@NotNull Line> lines,
        @Nullable @Min(value = 0, message = Limits.AT_LEAST) @Max(value = Limits.AMOUNT, message = Limits.AT_MOST) Long discount,
        @Nullable @Min(value = 0, message = Limits.AT_LEAST) @Max(value = Limits.AMOUNT, message = Limits.AT_MOST) Long tax,
        @Nullable @Min(value = 0, message = Limits.AT_LEAST) @Max(value = Limits.AMOUNT, message = Limits.AT_MOST) Long shipping,
        @Nullable Person recipient,
        @Nullable @Size(max = Limits.ATTRIBUTES, message = Limits.ENTRIES) Map<@Text @Size(min = 1, max = Limits.NAME, message = Limits.CHARACTERS) String, @NotNull @Text @Size(max = Limits.TEXT, message = Limits.CHARACTERS) String> attributes) {

    /** @param description {@code null} is empty */
    record Line(
            @NotNull @Text @Size(min = 1, max = Limits.NAME, message = Limits.CHARACTERS) String sku,
            @Nullable @Text @Size(max = Limits.TEXT, message = Limits.CHARACTERS) String description,
            @NotNull @Min(value = 1, message = Limits.AT_LEAST) @Max(value = Limits.QUANTITY, message = Limits.AT_MOST) Integer quantity,
            @NotNull @Min(value = 0, message = Limits.AT_LEAST) @Max(value = Limits.UNIT_PRICE, message = Limits.AT_MOST) Long unitPrice,
            @Nullable @Size(max = Limits.ATTRIBUTES, message = Limits.ENTRIES) Map<@Text @Size(min = 1, max = Limits.NAME, message = Limits.CHARACTERS) String, @NotNull @Text @Size(max = Limits.TEXT, message = Limits.CHARACTERS) String> attributes) {

        private OrderLine numbered(int number) {
            return new OrderLine(number, sku, description == null ? "" : description, quantity, unitPrice, orEmpty(attributes));
        }

        private static Line of(OrderLine line) {
            return new Line(line.sku(), line.description(), line.quantity(), line.unitPrice(), line.attributes());
        }
    }

    /** Personal data, all of it. */
    record Person(
            @Nullable @Text @Size(max = Limits.PERSONAL, message = Limits.CHARACTERS) String name,
            @Nullable @Text @Email(message = "must be an e-mail address") @Size(max = Limits.PERSONAL, message = Limits.CHARACTERS) String email,
            @Nullable @Text @Size(max = Limits.PERSONAL, message = Limits.CHARACTERS) String phone,
            @Nullable Place address) {

        private Recipient recipient() {
            return new Recipient(name, email, phone, address == null ? null : address.address());
        }

        private static Person of(Recipient recipient) {
            Address address = recipient.address();
            return new Person(recipient.name(), recipient.email(), recipient.phone(), address == null ? null : Place.of(address));
        }

        /** Says nothing: personal data must not reach a log by accident. */
        @Override
        public String toString() {
            return "Person[withheld]";
        }
    }

    /** A postal address. */
    record Place(
            @Nullable @Size(max = Limits.ADDRESS_LINES, message = Limits.ENTRIES) List<@NotNull @Text @Size(max = Limits.PERSONAL, message = Limits.CHARACTERS) String> lines,
            @Nullable @Text @Size(max = Limits.PERSONAL, message = Limits.CHARACTERS) String city,
            @Nullable @Text @Size(max = Limits.PERSONAL, message = Limits.CHARACTERS) String region,
            @Nullable @Text @Size(max = Limits.PERSONAL, message = Limits.CHARACTERS) String postalCode,
            @Nullable @CountryCode String country) {

        private Address address() {
            return new Address(lines == null ? List.of() : lines, city, region, postalCode, country);
        }

        private static Place of(Address address) {
            return new Place(address.lines(), address.city(), address.region(), address.postalCode(), address.country());
        }
    }

    OrderContents contents() {
        return new OrderContents(
                reference,
                IntStream.range(0, lines.size()).mapToObj(i -> lines.get(i).numbered(i + 1)).toList(),
                new Charges(orZero(discount), orZero(tax), orZero(shipping)),
                recipient == null ? null : recipient.recipient(),
                orEmpty(attributes));
    }

    static ContentsForm of(OrderContents contents) {
        Charges charges = contents.charges();
        return new ContentsForm(
                contents.reference(),
                contents.lines().stream().map(Line::of).toList(),
                charges.discount(),
                charges.tax(),
                charges.shipping(),
                contents.recipient() == null ? null : Person.of(contents.recipient()),
                contents.attributes());
    }

    private static long orZero(@Nullable Long amount) {
        return amount == null ? 0 : amount;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> attributes) {
        return attributes == null ? Map.of() : attributes;
    }
}
