package io.orderlog.order;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;

/**
 * An exact amount of money.
 *
 * @param minorUnits the amount in the currency's minor unit, as ISO 4217 defines it: 255 is 2.55 GBP, 255 JPY and 0.255 BHD
 * @param currency an ISO 4217 currency
 */
public record Money(long minorUnits, Currency currency) {

    /** The largest amount that is accepted anywhere: every JSON reader, JavaScript's included, holds it exactly. */
    public static final long MAX_MINOR_UNITS = (1L << 53) - 1;

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** @throws ArithmeticException if the sum does not fit */
    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, inSameCurrency(other).minorUnits), currency);
    }

    /** @throws ArithmeticException if the difference does not fit */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, inSameCurrency(other).minorUnits), currency);
    }

    /** @throws ArithmeticException if the product does not fit */
    public Money times(long factor) {
        return new Money(Math.multiplyExact(minorUnits, factor), currency);
    }

    /**
     * The part of this amount that {@code part} is of {@code whole}, rounded down; nothing of a whole that is zero.
     *
     * @param part from zero to {@code whole}
     */
    public Money share(Money part, Money whole) {
        return inSameCurrency(part).isZero()
                ? zero(currency)
                : new Money(
                        BigInteger.valueOf(minorUnits)
                                .multiply(BigInteger.valueOf(part.minorUnits))
                                .divide(BigInteger.valueOf(inSameCurrency(whole).minorUnits))
                                .longValueExact(),
                        currency);
    }

    public boolean exceeds(Money other) {
        return minorUnits > inSameCurrency(other).minorUnits;
    }

    public boolean isZero() {
        return minorUnits == 0;
    }

    /** This amount, or zero where it is below zero. */
    public Money atLeastZero() {
        return minorUnits < 0 ? zero(currency) : this;
    }

    /** The smaller of both. */
    public Money atMost(Money other) {
        return exceeds(other) ? other : this;
    }

    /** The amount in the major unit with the currency's code, such as {@code 2.55 GBP}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(minorUnits, fractionDigits(currency)).toPlainString() + " " + currency.getCurrencyCode();
    }

    /** Gold and other units without a minor unit (where the JDK says -1) count as whole units. */
    private static int fractionDigits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    private Money inSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("%s and %s do not add up".formatted(currency, other.currency));
        }
        return other;
    }
}
