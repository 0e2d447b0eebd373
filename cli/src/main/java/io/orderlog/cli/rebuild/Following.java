package io.orderlog.cli.rebuild;

import io.orderlog.cli.api.OrderlogApi;
import io.orderlog.cli.api.OrderlogApi.Reply;
import io.orderlog.cli.api.ServerAwayException;
import io.orderlog.cli.operating.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Shows how far a generation is until nothing more will happen to it by itself.
 *
 * <p>Asks again and again instead of holding a stream open, which outlives any restart on the way and any token.
 */
final class Following {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Elsewhere than on a terminal, where lines stay. */
    private static final int QUIET_PAUSES = 10;

    private final PrintWriter screen;
    private final boolean onTerminal;
    private int painted;
    private int silent;
    private String lastState = "";

    Following(PrintWriter screen) {
        this(screen, Terminal.isThere());
    }

    Following(PrintWriter screen, boolean onTerminal) {
        this.screen = screen;
        this.onTerminal = onTerminal;
    }

    /** @return the last reply: the generation at rest, or a refusal */
    Reply follow(OrderlogApi api, int number) throws ServerAwayException, InterruptedException {
        while (true) {
            Reply reply = api.get("rebuilds/" + number);
            if (!reply.isSuccess()) {
                return reply;
            }
            show(reply.body());
            if (reply.body().path("atRest").asBoolean(false)) {
                return reply;
            }
            Thread.sleep(PAUSE);
        }
    }

    void show(JsonNode generation) {
        if (onTerminal) {
            List<String> lines = GenerationLines.withBars(generation);
            if (painted > 0) {
                screen.print("\033[%dA\033[J".formatted(painted));
            }
            lines.forEach(screen::println);
            painted = lines.size();
        } else if (!state(generation).equals(lastState) || ++silent % QUIET_PAUSES == 0) {
            screen.println(GenerationLines.summary(generation));
            lastState = state(generation);
        }
        screen.flush();
    }

    private static String state(JsonNode generation) {
        return "%s %s %s".formatted(
                generation.path("state").asString(""), generation.path("live").asBoolean(false),
                generation.path("paused").asBoolean(false));
    }

    /** Whether the last comparison found anything else than that it is equal to the live one. */
    static boolean differs(JsonNode generation) {
        return generation.path("verify").asBoolean(false)
                && generation.has("verification")
                && !generation.at("/verification/result").asString("").equals("EQUAL");
    }
}
