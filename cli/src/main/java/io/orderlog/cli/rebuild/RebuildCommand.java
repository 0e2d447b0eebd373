package io.orderlog.cli.rebuild;

import io.orderlog.cli.api.OrderlogApi.Reply;
import io.orderlog.cli.operating.OperatorRequests;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code orderlog rebuild}. */
@Command(name = "rebuild", description = "Makes the views anew beside the live ones: start, watch, compare, switch, go back.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:Done.", "1:The server refused, or did not answer, or what was followed failed or differs from the live views.", "2:Wrong use."})
public final class RebuildCommand {

    private static final String NUMBER = "of the generation";
    private static final String FOLLOW = "show how far it is until nothing more happens by itself";

    /** Servers may be restarted while somebody follows; and what is started once must not be started twice. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration NO_PATIENCE = Duration.ZERO;
    /** A long partition takes a while to read. */
    private static final Duration ORDER_PATIENCE = Duration.ofMinutes(2);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", description = "where Orderlog answers (default: ${DEFAULT-VALUE})", scope = ScopeType.INHERIT)
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--credentials", paramLabel = "FILE", description = "has a line: user = \"ID:SECRET\" (default: as orderlog import)", scope = ScopeType.INHERIT)
    private @Nullable Path credentials;

    @Command(name = "start", description = "Starts another generation.", mixinStandardHelpOptions = true, sortOptions = false)
    int start(@Mixin StartOptions wanted, @Option(names = "--follow", description = FOLLOW) boolean follow) throws InterruptedException {
        Reply started = requests().ask(NO_PATIENCE, api -> api.post("rebuilds", wanted.body()));
        if (started != null && wanted.isDryRun()) {
            out().println(estimate(started.body()));
            return ExitCode.OK;
        }
        return shown(started, follow);
    }

    private static String estimate(JsonNode estimate) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%,d events", estimate.path("events").asLong(0)));
        if (estimate.has("seconds")) {
            line.append(String.format(Locale.ROOT, ", %s at %,d/s",
                    GenerationLines.time(Duration.ofSeconds(estimate.path("seconds").asLong(0))),
                    estimate.path("eventsPerSecond").asLong(0)));
        }
        if (estimate.has("diskBytes")) {
            line.append(String.format(Locale.ROOT, ", %,d MB of disk", Math.ceilDiv(estimate.path("diskBytes").asLong(0), 1_000_000)));
        }
        return line.toString();
    }

    @Command(name = "status", description = "All generations, or one with its partitions and what the comparison found.", mixinStandardHelpOptions = true)
    int status(
            @Parameters(paramLabel = "N", arity = "0..1", description = NUMBER) @Nullable Integer number,
            @Option(names = "--follow", description = FOLLOW + "; with N") boolean follow) throws InterruptedException {
        Reply reply = requests().ask(api -> api.get(number == null ? "rebuilds" : "rebuilds/" + number));
        if (reply == null) {
            return ExitCode.SOFTWARE;
        }
        if (number == null) {
            reply.body().path("items").forEach(it -> out().println(GenerationLines.summary(it)));
            return ExitCode.OK;
        }
        if (follow) {
            return shown(reply, true);
        }
        GenerationLines.withBars(reply.body()).forEach(out()::println);
        GenerationLines.findings(reply.body()).forEach(out()::println);
        return ExitCode.OK;
    }

    @Command(name = "pause", description = "Stops filling it until it is resumed.", mixinStandardHelpOptions = true)
    int pause(@Mixin Change wanted) throws InterruptedException {
        return change("pause", wanted);
    }

    @Command(name = "resume", description = "Goes on filling it.", mixinStandardHelpOptions = true)
    int resume(@Mixin Change wanted) throws InterruptedException {
        return change("resume", wanted);
    }

    @Command(name = "throttle", description = "Sets how fast it may be filled; without options, as fast as it can.", mixinStandardHelpOptions = true)
    int throttle(@Mixin Change wanted, @Mixin ThrottleOptions throttle) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>(wanted.body());
        body.put("throttle", throttle.body());
        return shown(requests().ask(api -> api.patch("rebuilds/" + wanted.number, body)), wanted.follow);
    }

    @Command(name = "verify", description = "Compares it with the live one, once more if it was compared before.", mixinStandardHelpOptions = true)
    int verify(@Mixin Change wanted) throws InterruptedException {
        return change("verification", wanted);
    }

    @Command(name = "switch", description = "Makes it live.", mixinStandardHelpOptions = true)
    int switchTo(@Mixin Change wanted) throws InterruptedException {
        return change("switch", wanted);
    }

    @Command(name = "rollback", description = "Makes the one live again that was live before it.", mixinStandardHelpOptions = true)
    int rollBack(@Mixin Change wanted) throws InterruptedException {
        return change("rollback", wanted);
    }

    @Command(name = "retire", description = "Deletes one that is no longer wanted.", mixinStandardHelpOptions = true)
    int retire(@Mixin Change wanted) throws InterruptedException {
        return change("retire", wanted);
    }

    @Command(name = "cancel", description = "Gives up and deletes one that was never live.", mixinStandardHelpOptions = true)
    int cancel(@Mixin Change wanted) throws InterruptedException {
        return change("cancel", wanted);
    }

    @Command(name = "order", description = "Writes all rows of one order anew from the log, and nothing else.", mixinStandardHelpOptions = true)
    int order(
            @Parameters(paramLabel = "ID", description = "of the order") UUID order,
            @Option(names = "--reason", paramLabel = "TEXT", description = "for the journal") @Nullable String reason)
            throws InterruptedException {
        Map<String, Object> body = reason == null ? Map.of() : Map.of("reason", reason);
        Reply reply = requests().ask(ORDER_PATIENCE, api -> api.post("rebuilds/orders/" + order, body));
        if (reply == null) {
            return ExitCode.SOFTWARE;
        }
        reply.body().path("generations").forEach(it -> out().println(GenerationLines.rebuiltOrder(it)));
        reply.body()
                .path("leftIn")
                .forEach(it -> out().println("Generation %d could not take it now: do it again.".formatted(it.asInt(0))));
        return reply.body().path("leftIn").isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** What all that can be done to a generation takes. */
    static final class Change {

        @Parameters(paramLabel = "N", description = NUMBER)
        private int number;

        @Option(names = "--reason", paramLabel = "TEXT", description = "for the journal")
        private @Nullable String reason;

        @Option(names = "--follow", description = FOLLOW)
        private boolean follow;

        Map<String, Object> body() {
            return reason == null ? Map.of() : Map.of("reason", reason);
        }
    }

    private int change(String action, Change wanted) throws InterruptedException {
        Reply reply = requests().ask(api -> api.post("rebuilds/%d/%s".formatted(wanted.number, action), wanted.body()));
        return shown(reply, wanted.follow);
    }

    /** @return the exit code */
    private int shown(@Nullable Reply changed, boolean follow) throws InterruptedException {
        Reply last = changed == null || !follow ? changed : follow(changed.body().path("number").asInt(0));
        if (last == null) {
            return ExitCode.SOFTWARE;
        }
        JsonNode generation = last.body();
        out().println(GenerationLines.summary(generation));
        if (!follow) {
            return ExitCode.OK;
        }
        GenerationLines.findings(generation).forEach(out()::println);
        boolean unwanted = generation.has("failure") || generation.has("stopped")
                || Following.differs(generation) && !generation.path("live").asBoolean(false);
        return unwanted ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private @Nullable Reply follow(int number) throws InterruptedException {
        return requests().ask(PATIENCE, api -> new Following(spec.commandLine().getErr()).follow(api, number));
    }

    private OperatorRequests requests() {
        return new OperatorRequests(url, credentials, spec.commandLine());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
