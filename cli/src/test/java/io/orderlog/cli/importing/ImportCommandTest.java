package io.orderlog.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderlog.cli.RetailFiles;
import io.orderlog.cli.importing.TinyOrderlog.Done;
import io.orderlog.cli.importing.TinyOrderlog.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportCommandTest {

    private static final String ONE_REPORTED = "\\s+1\\b.*";

    private final TinyOrderlog server = new TinyOrderlog();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    ImportCommandTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anOrderIsPlacedPaidShippedDeliveredAndThenReturned() {
        assertThat(importRealLooking()).isZero();

        List<Done> order = ofOrder("536365");
        assertThat(order).extracting(Done::key)
                .containsExactly(
                        "online-retail/536365/place",
                        "online-retail/536365/pay",
                        "online-retail/536365/ship",
                        "online-retail/536365/deliver",
                        "online-retail/C570000/1/request",
                        "online-retail/C570000/1/receive");
        String id = TinyOrderlog.orderId(order.get(1).path());
        assertThat(order).extracting(Done::path)
                .containsExactly(
                        "/orders",
                        "/orders/" + id + "/payments",
                        "/orders/" + id + "/shipments",
                        "/orders/" + id + "/shipments/1/delivery",
                        "/orders/" + id + "/returns",
                        "/orders/" + id + "/returns/1/receipt");
        assertThat(order).extracting(done -> JsonMapper.shared().readTree(done.body()))
                .containsExactly(
                        json("""
                                {"customerId": "17850", "currency": "GBP", "reference": "536365", "effectiveAt": "2010-12-01T08:26:00Z",
                                 "lines": [
                                   {"sku": "85123A", "description": "WHITE HANGING HEART T-LIGHT HOLDER", "quantity": 6, "unitPrice": 255},
                                   {"sku": "71053", "description": "WHITE METAL LANTERN", "quantity": 6, "unitPrice": 339},
                                   {"sku": "85123A", "description": "WHITE HANGING HEART T-LIGHT HOLDER", "quantity": 4, "unitPrice": 255}],
                                 "attributes": {"country": "United Kingdom"}}"""),
                        json("{\"reference\": \"invoice-536365\", \"amount\": 4584, \"effectiveAt\": \"2010-12-01T08:26:00Z\"}"),
                        json("{\"effectiveAt\": \"2010-12-01T08:26:00Z\"}"),
                        json("{\"effectiveAt\": \"2010-12-01T08:26:00Z\"}"),
                        json("""
                                {"lines": [{"line": 1, "quantity": 6}, {"line": 3, "quantity": 1}], "reason": "C570000",
                                 "effectiveAt": "2011-10-07T08:00:00Z"}"""),
                        json("{\"effectiveAt\": \"2011-10-07T08:00:00Z\"}"));
    }

    @Test
    void anOrderOfTotalZeroIsNotPaid() {
        importRealLooking();

        assertThat(server.done()).extracting(Done::key)
                .contains("online-retail/536414/place", "online-retail/536414/deliver")
                .doesNotContain("online-retail/536414/pay");
    }

    @Test
    void aSecondRunChangesNothing() {
        importRealLooking();
        List<Done> before = server.done();

        assertThat(importRealLooking()).isZero();

        assertThat(server.done()).isEqualTo(before);
        assertThat(report().path("commands").path("replayed").asInt()).isEqualTo(before.size());
        assertThat(report().path("invoices").path("taken").asInt()).isEqualTo(6);
    }

    @Test
    void whatIsNotAnsweredIsRepeatedUnderTheSameKeyAndDoneOnce() {
        server.fail(Fault.UNAVAILABLE, Fault.CUT_BEFORE_IT_IS_DONE, Fault.CUT_AFTER_IT_IS_DONE, Fault.UNAVAILABLE);

        assertThat(importRealLooking()).isZero();

        assertThat(server.done()).extracting(Done::key).doesNotHaveDuplicates().hasSize(23);
        assertThat(report().path("commands").path("retries").asInt()).isEqualTo(4);
        assertThat(report().path("commands").path("replayed").asInt()).isEqualTo(1);
    }

    @Test
    void anImportGoesOnWhenTheServerDiesInTheMiddleAndComesBack() throws Exception {
        server.dieAfter(9);
        List<Integer> exitCode = new ArrayList<>();
        Thread importing = Thread.ofVirtual().start(() -> exitCode.add(importRealLooking("--patience", "60")));
        await().until(() -> server.done().size() == 9);

        server.close();
        server.restart();
        assertThat(importing.join(Duration.ofSeconds(60))).isTrue();

        assertThat(exitCode).containsExactly(0);
        assertThat(server.done()).extracting(Done::key).doesNotHaveDuplicates().hasSize(23);
    }

    @Test
    void anImportStopsWhenTheServerStaysAwayAndSaysHowToGoOn() throws IOException {
        server.dieAfter(9);

        assertThat(importRealLooking("--patience", "0")).isEqualTo(ImportCommand.STOPPED);

        assertThat(err.toString()).contains("Stopped: " + server.url()).contains("Run the same command again to go on");
        JsonNode invoices = report().path("invoices");
        assertThat(invoices.path("notSent").asInt()).isPositive();
        assertThat(invoices.path("taken").asInt() + invoices.path("notSent").asInt() + 4).isEqualTo(10);

        server.close();
        server.restart();
        assertThat(importRealLooking()).isZero();
        assertThat(server.done()).extracting(Done::key).doesNotHaveDuplicates().hasSize(23);
    }

    @Test
    void whatTheServerRefusesIsReportedWithItsReasonAndTheOthersGoOn() {
        server.refuse("/payments", 409, "{\"title\": \"Conflict\", \"detail\": \"The payment exceeds the total.\"}");

        assertThat(importRealLooking()).isEqualTo(ImportCommand.REFUSED);

        assertThat(out.toString()).contains("invoice 536365, pay: 409 The payment exceeds the total.");
        JsonNode invoices = report().path("invoices");
        assertThat(invoices.path("taken").asInt()).isEqualTo(1);
        assertThat(invoices.path("refused").asInt()).isEqualTo(4);
        assertThat(report().path("orders").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void theFieldsThatTheServerFoundWrongAreNamed() {
        server.refuse("/orders", 400, """
                {"title": "Bad request", "detail": "2 fields are wrong.",
                 "errors": [{"field": "lines[0].sku", "reason": "is too long"}, {"field": "currency", "reason": "is unknown"}]}""");

        importRealLooking("--limit", "1");

        assertThat(out.toString())
                .contains("invoice 536365, place: 400 2 fields are wrong. [lines[0].sku: is too long; currency: is unknown]");
    }

    @Test
    void everyInvoiceAndEveryLineOfTheFileIsAccountedFor() {
        importRealLooking();

        assertThat(out.toString().lines())
                .anyMatch(it -> it.matches("Invoices read\\s+10"))
                .anyMatch(it -> it.matches("  taken\\s+6"))
                .anyMatch(it -> it.matches("  rejected\\s+4"))
                .anyMatch(it -> it.matches("    adjusts bad debt: its number begins with A" + ONE_REPORTED))
                .anyMatch(it -> it.matches("  revenue\\s+GBP 175\\.79"))
                .anyMatch(it -> it.matches("Returned lines\\s+2"))
                .anyMatch(it -> it.matches("  value\\s+GBP 32\\.60"))
                .anyMatch(it -> it.matches("    the file names no customer" + ONE_REPORTED));
        assertThat(report().path("rejectedInvoices")).hasSize(4);
        assertThat(report().path("unmatchedLines")).hasSize(4);
    }

    @Test
    void anImportEndsWhenQueriesSeeEverything() {
        server.viewsAreBehind(2);

        assertThat(importRealLooking()).isZero();

        assertThat(server.queriedWith())
                .isEqualTo("0:%d,1:%d".formatted("online-retail/536365/deliver".length(), "online-retail/C570000/1/request".length()));
        assertThat(report().path("commands").path("secondsUntilVisible").isNumber()).isTrue();
        assertThat(report().path("commands").path("retries").asInt()).isZero();
    }

    @Test
    void aFileThatCannotBeReadIsOneSentenceAndNothingIsSent() {
        assertThat(run("import", "missing.csv", "--url", server.url().toString())).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString().strip()).isEqualTo("missing.csv does not exist");
        assertThat(server.done()).isEmpty();
    }

    @Test
    void wrongUseIsExplained() {
        assertThat(run("import")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("import", "x.csv", "--concurrency", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("import", "x.csv", "--url", "localhost")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(run("import", "x.csv", "--report", folder.resolve("no/such/folder.json").toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString())
                .contains("Missing required parameter: 'FILE'")
                .contains("--concurrency and --limit must be at least 1")
                .contains("--url must be like http://localhost:8080, not localhost")
                .contains("no/such does not exist");
    }

    @Test
    void theHelpNamesTheOptionsAndTheExitCodes() {
        assertThat(run("import", "--help")).isZero();

        assertThat(out.toString())
                .contains("--url=URL", "(default: http://localhost:8080)", "--concurrency=N", "--limit=N", "--report=FILE.json")
                .contains("Stopped before the end; the same command goes on from there.");
    }

    private int importRealLooking(String... options) {
        List<String> args = new ArrayList<>(List.of(
                "import", RetailFiles.REAL_LOOKING.toString(), "--url", server.url().toString(), "--report", reportFile().toString()));
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }

    private int run(String... args) {
        return io.orderlog.cli.OrderlogCli.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    /** In the order in which the server did it. */
    private List<Done> ofOrder(String invoice) {
        Done placed = done(invoice, "place");
        String id = TinyOrderlog.orderId(done(invoice, "pay").path());
        List<Done> order = new ArrayList<>(List.of(placed));
        server.done().stream().filter(it -> it.path().startsWith("/orders/" + id)).forEach(order::add);
        return order;
    }

    private Done done(String invoice, String step) {
        String key = "online-retail/%s/%s".formatted(invoice, step);
        return server.done().stream().filter(it -> it.key().equals(key)).findFirst().orElseThrow();
    }

    private Path reportFile() {
        return folder.resolve("report.json");
    }

    private JsonNode report() {
        return JsonMapper.shared().readTree(reportFile().toFile());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
