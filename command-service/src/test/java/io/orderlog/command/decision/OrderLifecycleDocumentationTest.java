package io.orderlog.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.command.decision.OrderRejection.NotSettled.OpenMatter;
import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderEvent;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/order-lifecycle.md} leaves nothing out. */
class OrderLifecycleDocumentationTest {

    private final String page = Files.readString(Path.of("../docs/order-lifecycle.md"));

    OrderLifecycleDocumentationTest() throws IOException {}

    @Test
    void everyCommandHasItsRow() {
        assertThat(page).contains(names(OrderCommand.class).stream().map("\n| `%s` |"::formatted).toList());
    }

    @Test
    void everyEventAndEveryRejectionIsNamed() {
        assertThat(page).contains(Stream.of(OrderEvent.class, OrderRejection.class)
                .flatMap(type -> names(type).stream())
                .map("`%s`"::formatted)
                .toList());
    }

    @Test
    void everyStatusAndOpenMatterIsShown() {
        assertThat(page).contains(Stream.of(OrderStatus.values(), PaymentStatus.values(), FulfilmentStatus.values(), OpenMatter.values())
                .flatMap(Arrays::stream)
                .map(Enum::name)
                .toList());
    }

    private static List<String> names(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses()).map(Class::getSimpleName).toList();
    }
}
