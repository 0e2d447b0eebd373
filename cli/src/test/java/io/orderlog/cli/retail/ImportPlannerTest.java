package io.orderlog.cli.retail;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.cli.RetailFiles;
import io.orderlog.cli.retail.ImportPlan.Rejected;
import io.orderlog.cli.retail.ImportPlan.RejectionReason;
import io.orderlog.cli.retail.ImportPlan.Unmatched;
import io.orderlog.cli.retail.ImportPlan.UnmatchedReason;
import io.orderlog.cli.retail.PlannedOrder.Item;
import io.orderlog.cli.retail.PlannedOrder.Return;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportPlannerTest {

    private static final LocalDateTime WINTER = LocalDateTime.parse("2010-12-01T08:26:00");
    private static final LocalDateTime SUMMER = LocalDateTime.parse("2011-07-01T08:26:00");

    private final ImportPlan real = ImportPlanner.plan(RetailFileReader.read(RetailFiles.REAL_LOOKING).invoices());

    @Test
    void everyInvoiceIsEitherSentOrRejectedWithItsReason() {
        assertThat(real.orders()).extracting(PlannedOrder::invoice).containsExactly("536365", "536370", "536414", "550193", "562000");
        assertThat(real.orders()).flatExtracting(PlannedOrder::returns).extracting(Return::invoice).containsOnly("C570000");
        assertThat(real.rejected())
                .containsExactly(
                        new Rejected("C536379", RejectionReason.NOTHING_MATCHED),
                        new Rejected("C536383", RejectionReason.NOTHING_MATCHED),
                        new Rejected("536589", RejectionReason.NO_POSITIVE_LINE),
                        new Rejected("A563185", RejectionReason.BAD_DEBT));
    }

    @Test
    void everyLineOfACancellationIsEitherTakenBackOrUnmatchedWithItsReason() {
        assertThat(order(real, "562000").returns())
                .containsExactly(new Return("C570000", 2, Instant.parse("2011-10-07T08:00:00Z"), List.of(new Item(1, 5))));
        assertThat(order(real, "536365").returns())
                .containsExactly(new Return(
                        "C570000", 1, Instant.parse("2011-10-07T08:00:00Z"), List.of(new Item(1, 6), new Item(3, 1))));
        assertThat(real.unmatched())
                .containsExactly(
                        new Unmatched("C536379", 1, "D", 1, UnmatchedReason.NO_EARLIER_ORDER),
                        new Unmatched("C536383", 1, "35004C", 1, UnmatchedReason.NO_CUSTOMER),
                        new Unmatched("C570000", 3, "85123A", 4, UnmatchedReason.NOT_ENOUGH_LEFT),
                        new Unmatched("C570000", 4, "22728", 1, UnmatchedReason.NEVER_ORDERED));
    }

    @Test
    void whatIsOddAndImportedAllTheSameIsCounted() {
        assertThat(real.oddities()).isEqualTo(new ImportPlan.Oddities(1, 1, 1, 0, 1, 1, 1, 0));
    }

    @Test
    void pricesAreWholePenceAndAFinerPriceIsKeptBeside() {
        assertThat(order(real, "550193").lines())
                .containsExactly(
                        new PlannedOrder.Line("PADS", "PADS TO MATCH ALL CUSHIONS", 1, 0, "0.001"),
                        new PlannedOrder.Line("21181", "PLEASE ONE PERSON METAL SIGN, £2", 12, 210, null));
        assertThat(order(real, "550193").total()).isEqualTo(2520);
    }

    @Test
    void theTotalIsExactWhereFloatingPointIsNot() {
        ImportPlan plan = ImportPlanner.plan(List.of(sale("1", WINTER, "7", line("A", 3, "1.10"), line("B", 1, "0.29"))));

        assertThat(order(plan, "1").total()).isEqualTo(359);
    }

    @Test
    void ordersWithoutACustomerGetAGuestOfTheirOwn() {
        assertThat(order(real, "536414").customerId()).isEqualTo("guest-536414");
    }

    @Test
    void datesAreLondonTime() {
        ImportPlan plan = ImportPlanner.plan(
                List.of(sale("1", WINTER, "7", line("A", 1, "1.00")), sale("2", SUMMER, "7", line("A", 1, "1.00"))));

        assertThat(order(plan, "1").placedAt()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
        assertThat(order(plan, "2").placedAt()).isEqualTo(Instant.parse("2011-07-01T07:26:00Z"));
    }

    @Test
    void linesWithoutAPositiveQuantityAreLeftOutAndCounted() {
        ImportPlan plan = ImportPlanner.plan(
                List.of(sale("1", WINTER, "7", line("A", 0, "1.00"), line("B", 2, "1.00"), line("C", -1, "1.00"))));

        assertThat(order(plan, "1").lines()).extracting(PlannedOrder.Line::stockCode).containsExactly("B");
        assertThat(plan.oddities().linesLeftOut()).isEqualTo(2);
    }

    @Test
    void aPriceBelowZeroAnUnknownKindOfNumberAndSeveralCustomersAreRejected() {
        Invoice ambiguous = new Invoice("3", WINTER, "7", "France", List.of(line("A", 1, "1.00")), true, false);

        ImportPlan plan = ImportPlanner.plan(List.of(
                sale("1", WINTER, "7", line("A", 1, "1.00"), line("B", 1, "-0.01")),
                sale("X2", WINTER, "7", line("A", 1, "1.00")),
                ambiguous));

        assertThat(plan.orders()).isEmpty();
        assertThat(plan.rejected())
                .containsExactly(
                        new Rejected("1", RejectionReason.NEGATIVE_PRICE),
                        new Rejected("X2", RejectionReason.UNKNOWN_KIND),
                        new Rejected("3", RejectionReason.SEVERAL_CUSTOMERS));
    }

    @Test
    void aReturnGoesToTheLatestEarlierOrderThatStillHasEnoughAndNeverToALaterOne() {
        ImportPlan plan = ImportPlanner.plan(List.of(
                sale("1", WINTER, "7", line("A", 10, "1.00")),
                sale("2", WINTER.plusDays(1), "7", line("A", 3, "1.00")),
                sale("C3", WINTER.plusDays(2), "7", line("A", -3, "1.00")),
                sale("C4", WINTER.plusDays(3), "7", line("A", -3, "1.00")),
                sale("C5", WINTER.plusDays(4), "7", line("A", -8, "1.00")),
                sale("6", WINTER.plusDays(5), "7", line("A", 99, "1.00"))));

        assertThat(order(plan, "2").returns()).extracting(Return::invoice).containsExactly("C3");
        assertThat(order(plan, "1").returns()).extracting(Return::invoice).containsExactly("C4");
        assertThat(order(plan, "6").returns()).isEmpty();
        assertThat(plan.unmatched()).containsExactly(new Unmatched("C5", 1, "A", 8, UnmatchedReason.NOT_ENOUGH_LEFT));
    }

    @Test
    void aReturnNeverGoesToAnotherCustomersOrder() {
        ImportPlan plan = ImportPlanner.plan(List.of(
                sale("1", WINTER, "7", line("A", 1, "1.00")), sale("C2", SUMMER, "8", line("A", -1, "1.00"))));

        assertThat(plan.unmatched()).containsExactly(new Unmatched("C2", 1, "A", 1, UnmatchedReason.NO_EARLIER_ORDER));
    }

    @Test
    void whatIsPlannedOfAnInvoiceDependsOnNoLaterOne() {
        List<Invoice> invoices = RetailFileReader.read(RetailFiles.REAL_LOOKING).invoices();

        for (int count = 0; count <= invoices.size(); count++) {
            ImportPlan first = ImportPlanner.plan(invoices.subList(0, count));

            assertThat(first.rejected()).isEqualTo(real.rejected().subList(0, first.rejected().size()));
            assertThat(first.unmatched()).isEqualTo(real.unmatched().subList(0, first.unmatched().size()));
            for (PlannedOrder order : first.orders()) {
                assertThat(order(real, order.invoice()).lines()).isEqualTo(order.lines());
                List<Return> returns = order(real, order.invoice()).returns();
                assertThat(order.returns()).isEqualTo(returns.subList(0, order.returns().size()));
            }
        }
    }

    /** The expected figures are those of {@code checks/online-retail.py}, which works them out by itself. */
    @Test
    void realInvoicesComeToTheFiguresThatAnotherProgramFinds() {
        ImportPlan plan = ImportPlanner.plan(RetailFileReader.read(RetailFiles.CUT).invoices());

        List<Return> returns = plan.orders().stream().flatMap(order -> order.returns().stream()).toList();
        assertThat(plan.orders()).hasSize(267);
        assertThat(plan.orders().stream().mapToLong(PlannedOrder::total).sum()).isEqualTo(10_025_509);
        assertThat(plan.commands()).isEqualTo(1_269);
        assertThat(plan.rejected().stream().collect(Collectors.groupingBy(Rejected::reason, Collectors.counting())))
                .containsOnly(
                        Map.entry(RejectionReason.BAD_DEBT, 3L),
                        Map.entry(RejectionReason.NO_POSITIVE_LINE, 15L),
                        Map.entry(RejectionReason.NOTHING_MATCHED, 15L));
        assertThat(plan.unmatched()).hasSize(69);
        assertThat(returns).hasSize(106);
        assertThat(returns.stream().flatMap(it -> it.items().stream()).mapToLong(Item::quantity).sum()).isEqualTo(902);
    }

    private static PlannedOrder order(ImportPlan plan, String invoice) {
        return plan.orders().stream().filter(order -> order.invoice().equals(invoice)).findFirst().orElseThrow();
    }

    private static Invoice sale(String number, LocalDateTime date, @Nullable String customerId, InvoiceLine... lines) {
        return new Invoice(number, date, customerId, "United Kingdom", Arrays.asList(lines), false, false);
    }

    private static InvoiceLine line(String stockCode, int quantity, String price) {
        return new InvoiceLine(stockCode, "a thing", quantity, new BigDecimal(price));
    }
}
