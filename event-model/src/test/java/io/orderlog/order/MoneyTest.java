package io.orderlog.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    private static final Currency GBP = Currency.getInstance("GBP");

    @ParameterizedTest
    @CsvSource({"255, GBP, 2.55 GBP", "255, JPY, 255 JPY", "255, BHD, 0.255 BHD", "255, XAU, 255 XAU", "-5, GBP, -0.05 GBP"})
    void anAmountIsShownAndReadInTheMajorUnitOfItsCurrency(long minorUnits, String currency, String shown) {
        Money money = new Money(minorUnits, Currency.getInstance(currency));

        assertThat(money).hasToString(shown);
        assertThat(Money.ofMajor(new BigDecimal(shown.split(" ", 2)[0]), money.currency())).isEqualTo(money);
    }

    @Test
    void anAmountThatIsNoWholeNumberOfMinorUnitsIsRefused() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.ofMajor(new BigDecimal("2.555"), GBP));
        assertThat(Money.ofMajor(new BigDecimal("2.550"), GBP)).isEqualTo(new Money(255, GBP));
    }

    @Test
    void sumsNeverWrapAround() {
        Money largest = new Money(Long.MAX_VALUE, GBP);
        Money penny = new Money(1, GBP);

        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> largest.plus(penny));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> new Money(-2, GBP).minus(largest));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> largest.times(2));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.ofMajor(new BigDecimal("1e17"), GBP));
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
}
