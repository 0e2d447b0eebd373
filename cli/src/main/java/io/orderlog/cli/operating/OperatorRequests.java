package io.orderlog.cli.operating;

import io.orderlog.cli.api.Credentials;
import io.orderlog.cli.api.OrderlogApi;
import io.orderlog.cli.api.OrderlogApi.Reply;
import io.orderlog.cli.api.RetryPolicy;
import io.orderlog.cli.api.ServerAwayException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What an operator asks: a success, or one sentence on the screen that says why there is none. */
public final class OperatorRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final URI url;
    private final @Nullable Path credentials;
    private final CommandLine screen;

    /** @param credentials the file that was named, if any */
    public OperatorRequests(URI url, @Nullable Path credentials, CommandLine screen) {
        this.url = url;
        this.credentials = credentials;
        this.screen = screen;
    }

    /** One request, or several of which the last reply counts. */
    public interface Request {

        Reply send(OrderlogApi api) throws ServerAwayException, InterruptedException;
    }

    /** @return {@code null} if it was refused or not answered, which is on the screen then */
    public @Nullable Reply ask(Request request) throws InterruptedException {
        return ask(PATIENCE, request);
    }

    /** @param patience how long to go on trying when the server does not answer */
    public @Nullable Reply ask(Duration patience, Request request) throws InterruptedException {
        try (OrderlogApi api = new OrderlogApi(url, Credentials.find(credentials, System.getenv()), RetryPolicy.withPatience(patience),
                _ -> {})) {
            Reply reply = request.send(api);
            if (reply.isSuccess()) {
                return reply;
            }
            screen.getErr().println(OrderlogApi.refusal(reply));
        } catch (ServerAwayException e) {
            screen.getErr().println(e.getMessage());
        }
        return null;
    }

    /**
     * As JSON.
     *
     * @return the exit code
     */
    public int print(@Nullable Reply reply) {
        if (reply == null) {
            return ExitCode.SOFTWARE;
        }
        screen.getOut().println(JSON.writeValueAsString(reply.body()));
        return ExitCode.OK;
    }
}
