package io.orderlog.benchmarks.limit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order with the limits of the command API, the plain way. */
record Placement(
        @NotNull @Size(min = 1, max = 64) String customerId,
        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
        @Nullable @Size(min = 1, max = 128) String reference,
        @NotNull @Size(min = 1, max = 2_000) List<@NotNull @Valid Line> lines) {

    record Line(
            @NotNull @Size(min = 1, max = 64) String sku,
            @Nullable @Size(max = 512) String description,
            @NotNull @Min(1) @Max(1_000_000) Integer quantity,
            @NotNull @Min(0) @Max(1_000_000_000_000L) Long unitPrice) {}
}
