package io.orderlog.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    private static final Currency GBP = Currency.getInstance("GBP");

    @ParameterizedTest
    @CsvSource({"255, GBP, 2.55 GBP", "255, JPY, 255 JPY", "255, BHD, 0.255 BHD", "255, XAU, 255 XAU", "-5, GBP, -0.05 GBP"})
    void anAmountIsShownInTheMajorUnitOfItsCurrency(long minorUnits, String currency, String shown) {
        assertThat(new Money(minorUnits, Currency.getInstance(currency))).hasToString(shown);
    }

    @Test
    void aShareIsRoundedDownAndNeverWrapsAround() {
        assertThat(gbp(100).share(gbp(500), gbp(1_000))).isEqualTo(gbp(50));
        assertThat(gbp(100).share(gbp(2), gbp(3))).isEqualTo(gbp(66));
        assertThat(gbp(100).share(gbp(3), gbp(3))).isEqualTo(gbp(100));
        assertThat(gbp(100).share(gbp(0), gbp(0))).isEqualTo(gbp(0));
        assertThat(gbp(Money.MAX_MINOR_UNITS).share(gbp(Money.MAX_MINOR_UNITS), gbp(Money.MAX_MINOR_UNITS)))
                .isEqualTo(gbp(Money.MAX_MINOR_UNITS));
    }

    @Test
    void sumsNeverWrapAround() {
        Money largest = new Money(Long.MAX_VALUE, GBP);
        Money penny = new Money(1, GBP);

        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> largest.plus(penny));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> new Money(-2, GBP).minus(largest));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> largest.times(2));
    }

    @Test
    void differentCurrenciesDoNotAddUp() {
        Money yen = new Money(1, Currency.getInstance("JPY"));

        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, GBP).plus(yen));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, GBP).minus(yen));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, GBP).exceeds(yen));
        assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, GBP).atMost(yen));
    }

    @Test
    void amountsAreCompared() {
        Money one = new Money(1, GBP);
        Money two = new Money(2, GBP);

        assertThat(two.exceeds(one)).isTrue();
        assertThat(two.exceeds(two)).isFalse();
        assertThat(two.atMost(one)).isEqualTo(one);
        assertThat(one.atMost(two)).isEqualTo(one);
        assertThat(one.minus(two).atLeastZero()).isEqualTo(Money.zero(GBP));
    }

    private static Money gbp(long pence) {
        return new Money(pence, GBP);
    }
}
