package io.orderlog.cli.retail;

import java.util.List;

/**
 * What becomes of every invoice of a file: an order, returns of earlier orders, or a reason why not.
 *
 * @param orders by date
 * @param rejected invoices of which nothing is imported
 * @param unmatched lines of cancellations that belong to no order
 * @param oddities what is unusual about the file and is imported all the same
 */
public record ImportPlan(List<PlannedOrder> orders, List<Rejected> rejected, List<Unmatched> unmatched, Oddities oddities) {

    public record Rejected(String invoice, RejectionReason reason) {}

    /** @param line which of the cancellation's lines, from 1 */
    public record Unmatched(String invoice, int line, String stockCode, int quantity, UnmatchedReason reason) {}

    /** Why an invoice is not imported. */
    public enum RejectionReason {
        BAD_DEBT("adjusts bad debt: its number begins with A"),
        UNKNOWN_KIND("its number is neither digits nor a C and digits"),
        SEVERAL_CUSTOMERS("its lines name different customers or countries"),
        NEGATIVE_PRICE("has a price below zero"),
        NO_POSITIVE_LINE("has no line with a quantity above zero"),
        NOTHING_MATCHED("a cancellation of which no line can be matched to an earlier order");

        private final String text;

        RejectionReason(String text) {
            this.text = text;
        }

        /** For people, to follow the invoice's number. */
        public String text() {
            return text;
        }
    }

    /** Why a line of a cancellation belongs to no order. */
    public enum UnmatchedReason {
        NO_CUSTOMER("the file names no customer"),
        NO_EARLIER_ORDER("the customer has no earlier order"),
        NEVER_ORDERED("no earlier order of the customer has this stock code"),
        NOT_ENOUGH_LEFT("no earlier order of the customer has enough of this stock code left"),
        NOTHING_TO_RETURN("its quantity is not below zero");

        private final String text;

        UnmatchedReason(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    /**
     * Counts of what is unusual and imported all the same; see {@code docs/real-orders.md} for the reasons.
     *
     * @param guestOrders orders without a customer in the file
     * @param freeOrders orders whose total is zero: nothing is paid for them
     * @param freeLines ordered lines with the price zero
     * @param linesLeftOut lines with a quantity of zero or below on an invoice that became an order
     * @param pricesFinerThanAPenny ordered lines whose price was rounded down to the penny; the file's price is kept in an attribute
     * @param linesWithoutDescription ordered lines
     * @param repeatedStockCodes ordered lines whose stock code stands on the same invoice before
     * @param invoicesWithSeveralTimes invoices whose lines bear different times; the first line's counts
     */
    public record Oddities(
            int guestOrders,
            int freeOrders,
            int freeLines,
            int linesLeftOut,
            int pricesFinerThanAPenny,
            int linesWithoutDescription,
            int repeatedStockCodes,
            int invoicesWithSeveralTimes) {}

    public ImportPlan {
        orders = List.copyOf(orders);
        rejected = List.copyOf(rejected);
        unmatched = List.copyOf(unmatched);
    }

    /** How many requests the whole plan takes. */
    public int commands() {
        return orders.stream().mapToInt(ImportPlan::commands).sum();
    }

    private static int commands(PlannedOrder order) {
        int place = 1;
        int pay = order.total() == 0 ? 0 : 1;
        int shipAndDeliver = 2;
        int requestAndReceive = 2;
        return place + pay + shipAndDeliver + requestAndReceive * order.returns().size();
    }
}
