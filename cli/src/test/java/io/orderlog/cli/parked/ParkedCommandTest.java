package io.orderlog.cli.parked;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlog.cli.operating.ScriptedServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkedCommandTest {

    private final ScriptedServer server = new ScriptedServer();

    ParkedCommandTest() throws IOException {}

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void allThatAreParkedAreListedPageByPageAndNobodysHeaderMovesTheCursor() {
        server.answer("GET /parked?limit=200", 200, """
                {"items": [{"name": "3:1042", "partition": 3, "offset": 1042, "since": "2026-11-01T12:00:00Z", "waiting": 2,
                    "reason": "it has the type \\u001b[2Jx"}], "next": "/parked?limit=200&after=3:1042"}""")
                .answer("GET /parked?limit=200&after=3:1042", 200, "{\"items\": [{\"name\": \"last\"}]}");

        assertThat(server.run("parked", "list")).isZero();

        assertThat(server.out().lines()).hasSize(2)
                .anyMatch(line -> line
                        .equals("3:1042  partition 3, offset 1042, since 2026-11-01T12:00:00Z, 2 waiting  it has the type  [2Jx"))
                .anyMatch(line -> line.startsWith("last  "));
    }

    @Test
    void whatIsDecidedIsSentWithItsReason() {
        server.answer("GET /parked/3%3A1042", 200, "{\"name\": \"3:1042\"}")
                .answer("POST /parked/a/release", 200, "{\"taken\": 2, \"parked\": 0}")
                .answer("POST /parked/a/skip", 200, "{\"taken\": 1, \"parked\": 0}");

        assertThat(server.run("parked", "show", "3:1042")).isZero();
        assertThat(server.run("parked", "release", "a", "--reason", "a new release")).isZero();
        assertThat(server.run("parked", "skip", "a", "--offset", "7", "--reason", "x")).isZero();

        assertThat(server.requests()).hasSize(3)
                .contains("GET /parked/3%3A1042", "POST /parked/a/release {\"reason\":\"a new release\"}")
                .last()
                .asString()
                .startsWith("POST /parked/a/skip ")
                .contains("\"offset\":7", "\"reason\":\"x\"");
        assertThat(server.out()).contains("\"name\" : \"3:1042\"", "\"taken\" : 2", "\"taken\" : 1");
    }

    @Test
    void aRefusalIsOneSentenceAndADecisionNeedsAReason() {
        server.answer("POST /parked/a/release", 409, "{\"detail\": \"It still cannot be read.\"}");

        assertThat(server.run("parked", "release", "a", "--reason", "hope")).isEqualTo(1);
        assertThat(server.err()).isEqualTo("409 It still cannot be read.\n");
        assertThat(server.run("parked", "skip", "a", "--offset", "7")).isEqualTo(2);
        assertThat(server.requests()).hasSize(1);
    }
}
