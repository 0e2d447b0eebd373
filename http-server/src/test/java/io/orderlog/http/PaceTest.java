package io.orderlog.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PaceTest {

    private static final DataSize SEND_BUFFER = DataSize.ofKilobytes(256);

    @Test
    void aClientThatIsTooSlowIsWaitedForAlsoWhenItHasJustTakenALittle() throws Exception {
        var pace = new Pace(new HttpServerProperties(Duration.ofMillis(1), DataSize.ofGigabytes(1), SEND_BUFFER));
        pace.begin();
        pace.moved(0);
        assertThat(pace.isWaiting()).isTrue();
        TimeUnit.MILLISECONDS.sleep(5);

        assertThatThrownBy(() -> pace.moved(1)).isInstanceOf(SocketTimeoutException.class);

        assertThat(pace.isWaiting()).isTrue();
    }

    @Test
    void whatAClientWasFasterBeforeBuysItNoTime() throws Exception {
        var pace = new Pace(new HttpServerProperties(Duration.ofMillis(10), DataSize.ofBytes(1), SEND_BUFFER));
        pace.begin();
        pace.moved(1_000_000);
        pace.moved(0);
        TimeUnit.MILLISECONDS.sleep(20);

        assertThatThrownBy(() -> pace.moved(0)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aClientThatCatchesUpIsWaitedForAgain() throws Exception {
        var pace = new Pace(new HttpServerProperties(Duration.ofSeconds(1), DataSize.ofBytes(1), SEND_BUFFER));
        pace.begin();
        for (int pause = 0; pause < 3; pause++) {
            pace.moved(0);
            TimeUnit.MILLISECONDS.sleep(400);
            pace.moved(1);
        }

        assertThat(pace.isWaiting()).isFalse();
    }

    @Test
    void aClientThatTakesWhatItIsGivenIsNotWaitedFor() throws Exception {
        var pace = new Pace(new HttpServerProperties(Duration.ofMinutes(1), DataSize.ofKilobytes(1), SEND_BUFFER));
        pace.begin();
        pace.moved(0);

        pace.moved(1);

        assertThat(pace.isWaiting()).isFalse();
    }
}
