package io.orderlog.cli.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.cli.operating.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RebuildCommandTest {

    private static final String BUILDING = """
            {"number": 2, "state": "BUILDING", "verify": true, "switch": true, "progress": {"done": 1500, "total": 6000,
             "eventsPerSecond": 1200, "secondsLeft": 4, "partitions": [
               {"partition": 0, "done": 1500, "total": 1500, "eventsPerSecond": 300, "secondsLeft": 0},
               {"partition": 1, "done": 0, "total": 4500, "eventsPerSecond": 900, "secondsLeft": 65}]}}""";
    private static final String LIVE =
            """
                    {"number": 2, "state": "FOLLOWING", "verify": true, "switch": true, "live": true, "atRest": true, "liveAt": "2026-11-01T12:00:00Z",
                     "verification": {"result": "EQUAL", "live": 1, "rows": 12345}, "progress": {"done": 6000, "total": 6000}}""";
    private static final String DRIFT = """
            {"number": 2, "state": "FOLLOWING", "verify": true, "switch": true, "atRest": true,
             "verification": {"result": "DRIFT", "live": 1, "rows": 9,
             "firstDifferences": [{"table": "orders", "partition": 3, "key": {"id": "x"}, "kind": "DIFFERENT", "columns": ["total"]}]}}""";

    private final ScriptedServer server = new ScriptedServer();

    RebuildCommandTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsStartedCanBeFollowedUntilItIsLive() {
        server.answer("POST /rebuilds", 201, BUILDING).answer("GET /rebuilds/2", 200, BUILDING, LIVE);

        assertThat(
                server.run("rebuild", "start", "--switch", "--events-per-second", "5000", "--cpu", "0.25", "--reason", "why", "--follow"))
                .isZero();

        assertThat(json(server.requests().getFirst().replace("POST /rebuilds ", ""))).isEqualTo(json("""
                {"dryRun": false, "verify": true, "switch": true, "throttle": {"eventsPerSecond": 5000, "cpu": 0.25}, "reason": "why"}"""));
        assertThat(server.err()).isEqualTo("""
                Generation 2  BUILDING   25%  1,500 of 6,000 events  1,200/s  4s left
                Generation 2  FOLLOWING, live  100%  6,000 of 6,000 events
                """);
        assertThat(server.out()).contains("Generation 2  FOLLOWING, live", "Compared with generation 1, 12,345 rows: EQUAL");
    }

    @Test
    void whatDiffersIsShownAndIsNoSuccess() {
        server.answer("POST /rebuilds", 201, BUILDING).answer("GET /rebuilds/2", 200, DRIFT);

        assertThat(server.run("rebuild", "start", "--switch", "--follow")).isEqualTo(1);

        assertThat(server.out()).contains("rows: DRIFT", "  orders, partition 3, {\"id\":\"x\"}: DIFFERENT [\"total\"]");
    }

    @Test
    void aDryRunTellsWhatItWouldTake() {
        server.answer("POST /rebuilds", 200, "{\"events\": 1234567, \"eventsPerSecond\": 52000, \"seconds\": 83, \"diskBytes\": 2000001}");

        assertThat(server.run("rebuild", "start", "--dry-run", "--no-verify", "--offset", "3=12", "--offset", "4=7")).isZero();

        assertThat(server.out()).isEqualTo("1,234,567 events, 1m 23s at 52,000/s, 3 MB of disk\n");
        assertThat(json(server.requests().getFirst().replace("POST /rebuilds ", ""))).isEqualTo(json("""
                {"dryRun": true, "verify": false, "switch": false, "scratch": {"offsets": {"3": 12, "4": 7}}}"""));
    }

    @Test
    void everyPartitionHasABar() {
        server.answer("GET /rebuilds/2", 200, BUILDING);

        assertThat(server.run("rebuild", "status", "2")).isZero();

        assertThat(server.out()).isEqualTo("""
                Generation 2  BUILDING   25%  1,500 of 6,000 events  1,200/s  4s left
                   0 [########################] 100%  1,500 of 1,500 events  300/s
                   1 [                        ]   0%  0 of 4,500 events  900/s  1m 05s left
                """);
    }

    @Test
    void onATerminalTheBarsArePaintedOverThoseBefore() {
        StringWriter screen = new StringWriter();
        var following = new Following(new PrintWriter(screen), true);

        following.show(json(BUILDING));
        following.show(json(LIVE));

        assertThat(screen.toString()).startsWith("Generation 2  BUILDING")
                .contains("900/s  1m 05s left\n\033[3A\033[JGeneration 2  FOLLOWING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "switch", "rollback", "retire", "cancel", "verify"})
    void whatIsDoneToAGenerationIsSentWithItsReasonAndARefusalIsOneSentence(String action) {
        String path = "POST /rebuilds/2/" + (action.equals("verify") ? "verification" : action);
        server.answer(path, 200, LIVE);
        assertThat(server.run("rebuild", action, "2", "--reason", "why")).isZero();
        assertThat(server.requests()).containsExactly(path + " {\"reason\":\"why\"}");
        assertThat(server.out()).startsWith("Generation 2  FOLLOWING, live");

        server.answer(path, 409, "{\"detail\": \"It is paused.\"}");
        assertThat(server.run("rebuild", action, "2")).isEqualTo(1);
        assertThat(server.err()).isEqualTo("409 It is paused.\n");
    }

    @Test
    void oneOrderAloneIsRebuiltAndDoubtsAreSaid() {
        String order = "f8546ed1-f5b0-8a29-a023-056786721d32";
        server.answer("POST /rebuilds/orders/" + order, 200, """
                {"generations": [{"generation": 1, "events": 3, "sumsInDoubt": false, "parked": 0},
                                 {"generation": 2, "events": 3, "sumsInDoubt": true, "parked": 2}], "leftIn": [3]}""");

        assertThat(server.run("rebuild", "order", order, "--reason", "by hand")).isEqualTo(1);

        assertThat(server.requests()).containsExactly("POST /rebuilds/orders/" + order + " {\"reason\":\"by hand\"}");
        assertThat(server.out()).isEqualTo("""
                Generation 1: 3 events were written again
                Generation 2: 3 events were written again, 2 are still parked; sums of its customer and its products may be wrong, \
                which only a whole rebuild finds and heals
                Generation 3 could not take it now: do it again.
                """);
        assertThat(server.run("rebuild", "order", "7")).isEqualTo(2);
    }

    @Test
    void howFastItMayBeFilledIsChangedWhileItIs() {
        server.answer("PATCH /rebuilds/2", 200,
                BUILDING.replace("\"number\"", "\"stopped\": [{\"partition\": 3, \"reason\": \"why\"}], \"number\""));

        assertThat(server.run("rebuild", "throttle", "2", "--cpu", "0.5")).isZero();
        assertThat(server.run("rebuild", "throttle", "2", "--reason", "why")).isZero();

        assertThat(server.requests()).containsExactly(
                "PATCH /rebuilds/2 {\"throttle\":{\"cpu\":0.5}}", "PATCH /rebuilds/2 {\"reason\":\"why\",\"throttle\":{}}");
    }

    @Test
    void allGenerationsAreListed() {
        server.answer("GET /rebuilds", 200, "{\"items\": [%s, {\"number\": 1, \"state\": \"RETIRED\"}]}".formatted(BUILDING));

        assertThat(server.run("rebuild", "status")).isZero();

        assertThat(server.out().lines()).hasSize(2).last().isEqualTo("Generation 1  RETIRED");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
