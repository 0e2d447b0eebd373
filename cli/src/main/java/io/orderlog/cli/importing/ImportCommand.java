package io.orderlog.cli.importing;

import io.orderlog.cli.api.Credentials;
import io.orderlog.cli.api.OrderlogApi;
import io.orderlog.cli.api.RetryPolicy;
import io.orderlog.cli.api.ServerAwayException;
import io.orderlog.cli.retail.ImportPlan;
import io.orderlog.cli.retail.ImportPlanner;
import io.orderlog.cli.retail.Invoice;
import io.orderlog.cli.retail.RetailFile;
import io.orderlog.cli.retail.RetailFileReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code orderlog import}. */
@Command(name = "import", description = {
        "Places the invoices of the Online Retail data set as orders: paid, shipped and delivered at their dates, and returned "
                + "where a later cancellation says so.",
        "Run it again after an interruption: what was done is not done twice."
}, mixinStandardHelpOptions = true, sortOptions = false, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:Every invoice was taken, or rejected for a reason that lies in the file.",
        "1:The server refused something; the report says what and why.",
        "2:Wrong use, or a file that cannot be read; nothing was sent.",
        "3:Stopped before the end; the same command goes on from there."
})
public final class ImportCommand implements Callable<Integer> {

    static final int REFUSED = 1;
    static final int STOPPED = 3;

    private static final String HOW_TO_GO_ON = "Run the same command again to go on; nothing is done twice.";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the CSV, plain or gzipped")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--url", paramLabel = "URL", description = "where Orderlog answers (default: ${DEFAULT-VALUE})")
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--concurrency", paramLabel = "N", description = "how many orders are worked on at once (default: ${DEFAULT-VALUE})")
    private int concurrency = 64;

    @Option(names = "--limit", paramLabel = "N", description = "only the first N invoices by date")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--source", paramLabel = "NAME", description = "begins every idempotency key; another name makes other orders (default: ${DEFAULT-VALUE})")
    private String source = "online-retail";

    @Option(names = "--patience", paramLabel = "SECONDS", description = "how long to go on trying when the server does not answer (default: ${DEFAULT-VALUE})")
    private int patience = 300;

    @Option(names = "--credentials", paramLabel = "FILE", description = "has a line: user = \"ID:SECRET\"; nobody but its owner may read it (default: ORDERLOG_CLIENT_ID and ORDERLOG_CLIENT_SECRET in the environment, or the file that ORDERLOG_CREDENTIALS names, or the launcher's orderlog-data/clients/shop)")
    private @Nullable Path credentials;

    @Option(names = "--report", paramLabel = "FILE.json", description = "write the whole report here too, with every invoice by name")
    private @Nullable Path report;

    @Override
    public Integer call() throws InterruptedException {
        check();
        RetailFile content = RetailFileReader.read(file);
        Credentials login = Credentials.find(credentials, System.getenv());
        List<Invoice> invoices = content.invoices().stream().limit(limit).toList();
        ImportPlan plan = ImportPlanner.plan(invoices);
        PrintWriter screen = spec.commandLine().getErr();
        screen.printf(
                "%,d invoices read; sending %,d commands for %,d orders to %s%n",
                invoices.size(), plan.commands(), plan.orders().size(), url);
        screen.flush();

        Tally tally = new Tally();
        long start = System.nanoTime();
        String stopped = send(plan, login, tally);
        Duration sending = Duration.ofNanos(System.nanoTime() - start);
        ImportReport.Durations durations = new ImportReport.Durations(sending, stopped == null ? waitUntilVisible(login, tally) : null);
        ImportReport result = ImportReports.of(file.toString(), url.toString(), source, content, plan, tally, durations, stopped);
        ImportReports.print(result, spec.commandLine().getOut());
        write(result);
        if (stopped != null) {
            screen.printf("Stopped: %s.%n%s%n", stopped, HOW_TO_GO_ON);
            screen.flush();
            return STOPPED;
        }
        return tally.problems.isEmpty() ? 0 : REFUSED;
    }

    private @Nullable String send(ImportPlan plan, @Nullable Credentials login, Tally tally) throws InterruptedException {
        Thread onInterrupt = new Thread(() -> System.err.printf("%nInterrupted. %s%n", HOW_TO_GO_ON));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (ImportProgress progress = ImportProgress.start(spec.commandLine().getErr(), plan.commands());
                OrderlogApi api = new OrderlogApi(url, login, retryPolicy(), why -> {
                    tally.retries.increment();
                    progress.retrying(why);
                })) {
            api.logIn();
            return new Importer(api, new OrderCommands(source), concurrency, tally, progress::answered).run(plan);
        } finally {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        }
    }

    private @Nullable Duration waitUntilVisible(@Nullable Credentials login, Tally tally) throws InterruptedException {
        String orderId = tally.anyOrderId();
        String token = tally.consistencyToken();
        if (orderId == null || token.isEmpty()) {
            return null;
        }
        long start = System.nanoTime();
        try (OrderlogApi api = new OrderlogApi(url, login, retryPolicy(), _ -> {})) {
            return api.awaitVisible(orderId, token) ? Duration.ofNanos(System.nanoTime() - start) : null;
        } catch (ServerAwayException e) {
            return null;
        }
    }

    private RetryPolicy retryPolicy() {
        return RetryPolicy.withPatience(Duration.ofSeconds(patience));
    }

    private void check() {
        if (concurrency < 1 || limit < 1 || patience < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--concurrency and --limit must be at least 1, --patience must not be below 0");
        }
        boolean overHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!overHttp || url.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--url must be like http://localhost:8080, not " + url);
        }
        checkReport();
        if (!source.matches("[!-~]{1,64}")) {
            throw new ParameterException(spec.commandLine(), "--source must be 1 to 64 visible ASCII characters");
        }
    }

    private void checkReport() {
        Path parent = report == null ? null : report.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new ParameterException(spec.commandLine(), "--report: the folder %s does not exist".formatted(parent));
        }
    }

    private void write(ImportReport result) {
        if (report == null) {
            return;
        }
        try {
            JSON.writeValue(report.toFile(), result);
        } catch (JacksonException e) {
            throw new ParameterException(spec.commandLine(), "--report %s cannot be written: %s".formatted(report, e.getMessage()), e);
        }
    }
}
