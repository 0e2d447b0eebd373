package io.orderlog.order;

import java.util.Currency;

/**
 * What became of a line, in pieces: {@code cancelled + shipped <= quantity}, {@code delivered <= shipped} and
 * {@code inReturn + returned <= shipped}.
 *
 * @param inReturn requested to be returned and neither received nor refused yet
 * @param returned came back
 */
public record LineState(OrderLine ordered, int cancelled, int shipped, int delivered, int inReturn, int returned) {

    static LineState of(OrderLine line) {
        return new LineState(line, 0, 0, 0, 0, 0);
    }

    public int number() {
        return ordered.number();
    }

    /** What was ordered less what was cancelled. */
    public int active() {
        return ordered.quantity() - cancelled;
    }

    /** What the active quantity costs, before discount and tax. */
    public Money amount(Currency currency) {
        return new Money(ordered.unitPrice(), currency).times(active());
    }

    /** What the returned pieces cost, before discount and tax. */
    public Money returnedAmount(Currency currency) {
        return new Money(ordered.unitPrice(), currency).times(returned);
    }

    public int shippable() {
        return active() - shipped;
    }

    public int returnable() {
        return shipped - returned - inReturn;
    }

    /** The line as if only the active quantity had been ordered. */
    OrderLine remaining(int number) {
        return new OrderLine(number, ordered.sku(), ordered.description(), active(), ordered.unitPrice(), ordered.attributes());
    }

    LineState cancel(int quantity) {
        return new LineState(ordered, cancelled + quantity, shipped, delivered, inReturn, returned);
    }

    LineState ship(int quantity) {
        return new LineState(ordered, cancelled, shipped + quantity, delivered, inReturn, returned);
    }

    LineState deliver(int quantity) {
        return new LineState(ordered, cancelled, shipped, delivered + quantity, inReturn, returned);
    }

    LineState requestReturn(int quantity) {
        return new LineState(ordered, cancelled, shipped, delivered, inReturn + quantity, returned);
    }

    LineState receiveReturn(int quantity) {
        return new LineState(ordered, cancelled, shipped, delivered, inReturn - quantity, returned + quantity);
    }

    LineState refuseReturn(int quantity) {
        return new LineState(ordered, cancelled, shipped, delivered, inReturn - quantity, returned);
    }
}
