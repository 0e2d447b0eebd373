package io.orderlog.cli.parked;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.cli.api.OrderlogApi.Reply;
import io.orderlog.cli.operating.OperatorRequests;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code orderlog parked}. */
@Command(name = "parked", description = "Orders that wait because an event of theirs cannot be projected: list, show, release, skip.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:Done.", "1:The server refused, or did not answer; one sentence says why.", "2:Wrong use."})
public final class ParkedCommand {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", description = "where Orderlog answers (default: ${DEFAULT-VALUE})", scope = ScopeType.INHERIT)
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--credentials", paramLabel = "FILE", description = "has a line: user = \"ID:SECRET\" (default: as orderlog import)", scope = ScopeType.INHERIT)
    private @Nullable Path credentials;

    @Command(name = "list", description = "All that are parked, and why.", mixinStandardHelpOptions = true)
    int list() throws InterruptedException {
        String path = "parked?limit=200";
        while (!path.isEmpty()) {
            String page = path;
            Reply reply = requests().ask(api -> api.get(page));
            if (reply == null) {
                return ExitCode.SOFTWARE;
            }
            reply.body().path("items").forEach(this::printLine);
            path = reply.body().path("next").asString("").replaceFirst("^/", "");
        }
        return ExitCode.OK;
    }

    @Command(name = "show", description = "One with its records, as JSON.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ORDER", description = "as list names it") String order) throws InterruptedException {
        return requests().print(requests().ask(api -> api.get(path(order))));
    }

    @Command(name = "release", description = "Tries its records again, once a release runs that can read them.", mixinStandardHelpOptions = true)
    int release(
            @Parameters(paramLabel = "ORDER", description = "as list names it") String order,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "for auditors") String reason)
            throws InterruptedException {
        return requests().print(requests().ask(api -> api.post(path(order) + "/release", Map.of("reason", reason))));
    }

    @Command(name = "skip", description = "Lets its first record count for nothing, in all views and for ever.", mixinStandardHelpOptions = true)
    int skip(
            @Parameters(paramLabel = "ORDER", description = "as list names it") String order,
            @Option(names = "--offset", paramLabel = "N", required = true, description = "of the first record, as list shows it") long offset,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "for auditors") String reason)
            throws InterruptedException {
        return requests().print(requests().ask(api -> api.post(path(order) + "/skip", Map.of("offset", offset, "reason", reason))));
    }

    private static String path(String order) {
        return "parked/" + URLEncoder.encode(order, UTF_8);
    }

    private OperatorRequests requests() {
        return new OperatorRequests(url, credentials, spec.commandLine());
    }

    /** What a stranger wrote into a header is kept from moving the cursor. */
    private void printLine(JsonNode parked) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s  partition %d, offset %d, since %s, %d waiting  %s%n",
                parked.path("name").asString(""), parked.path("partition").asInt(0), parked.path("offset").asLong(0),
                parked.path("since").asString(""), parked.path("waiting").asInt(0),
                parked.path("reason").asString("").replaceAll("\\p{Cntrl}", " "));
        out.flush();
    }
}
