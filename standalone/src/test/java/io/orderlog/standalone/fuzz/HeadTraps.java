package io.orderlog.standalone.fuzz;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What can be wrong with the first line and the headers of a request. */
final class HeadTraps {

    /** Those that are requests all the same, and get an answer. */
    private static final List<Consumer<Draft>> ODD = List.of(
            draft -> query(draft, "x=%zz"), draft -> query(draft, "%"), draft -> query(draft, "x=%"), draft -> query(draft, "x=%c3%28"),
            draft -> query(draft, "x=%00"), draft -> query(draft, "=&&=&;"), draft -> query(draft, "limit=1&limit=2"),
            draft -> query(draft, "limit[]=1"), draft -> query(draft, "cursor=%ff%fe"), draft -> query(draft, "a=" + "b".repeat(7_000)),
            draft -> query(draft, IntStream.range(0, 1_500).mapToObj(i -> "p" + i).reduce((a, b) -> a + "&" + b).orElseThrow()),
            draft -> query(draft, "x=é"), draft -> query(draft, "x=\u0001"), draft -> query(draft, "x={}|^`"), draft -> query(draft, "?"),
            draft -> path(draft, "/%zz"), draft -> path(draft, "/%"), draft -> path(draft, "/%00"), draft -> path(draft, "//"),
            draft -> path(draft, "/.."), draft -> path(draft, "/./x"), draft -> path(draft, "/..%2f..%2fetc"),
            draft -> path(draft, "/%2e%2e/x"),
            draft -> path(draft, "/%c0%ae%c0%ae/"), draft -> path(draft, "\\..\\"), draft -> path(draft, ";a=b"),
            draft -> path(draft, "/é"),
            draft -> path(draft, "/" + "x".repeat(3_000)), draft -> path(draft, "/a".repeat(2_000)), draft -> path(draft, "#fragment"),
            draft -> draft.target = "/error", draft -> draft.target = "/", draft -> draft.target = "/actuator/env",
            draft -> draft.target = "/.well-known/x", draft -> draft.target = "/v3/api-docs/x",
            draft -> draft.target = "/swagger-ui/../error",
            draft -> draft.target = "http://localhost" + draft.target, draft -> draft.target = "http://[::1" + draft.target,
            draft -> draft.target = "/x".repeat(6_000), draft -> draft.method = "HEAD", draft -> draft.method = "OPTIONS",
            draft -> draft.method = "PUT", draft -> draft.method = "TRACE", draft -> draft.method = "PROPFIND",
            draft -> draft.method = "get",
            draft -> draft.header("X-HTTP-Method-Override", "DELETE"), draft -> draft.header("X-Forwarded-Prefix", "/../x"),
            draft -> draft.header("X-Forwarded-Host", "a\tb"), draft -> draft.header("Forwarded", "host=\"[\";proto=x"),
            draft -> draft.header("X-Forwarded-For", "1, 2, x"), draft -> draft.header("Accept", "*/*;q=x"),
            draft -> draft.header("Accept", "x"),
            draft -> draft.header("Accept", "image/png"), draft -> draft.header("Accept-Language", "x".repeat(300)),
            draft -> draft.header("Accept-Charset", "*;q=-1"), draft -> draft.header("Accept-Encoding", "gzip;q=x, br"),
            draft -> draft.header("Range", "bytes=0-1,5-4,-9"), draft -> draft.header("If-Modified-Since", "yesterday"),
            draft -> draft.header("If-Match", "W/\"1\", \"" + "9".repeat(40) + "\""),
            draft -> draft.header("If-None-Match", "\"".repeat(99)),
            draft -> draft.header("traceparent", "00-0-0-0"), draft -> draft.header("baggage", "=,;="), draft -> draft.header("b3", "x-y"),
            draft -> draft.header("Cookie", "a=b; =; \"; $Version=1"), draft -> draft.header("Cookie", "a=" + "b".repeat(6_000)),
            draft -> draft.header("Origin", "null"), draft -> draft.header("Origin", "https://elsewhere.example"),
            draft -> draft.header("Expect", "100-continue"), draft -> draft.header("Upgrade", "h2c"),
            draft -> draft.header("Upgrade", "websocket"),
            draft -> draft.header("Authorization", "Basic YTpi"), draft -> draft.header("Content-Type", "text/plain"),
            draft -> draft.header("X-Correlation-Id", "é \u0001"), draft -> draft.header("X-Correlation-Id", "x".repeat(200)),
            draft -> draft.header("Idempotency-Key", "x".repeat(256)), draft -> draft.header("Idempotency-Key", ""),
            draft -> draft.header("Idempotency-Key", "é"), draft -> draft.header("Consistency-Token", "0:99999999999999999999"),
            draft -> draft.header("Generation", "2147483648"), draft -> draft.header("Last-Event-ID", "1:2:3"),
            draft -> draft.header("x-forwarded-port", "99999999"));

    /** Those that nobody has to answer: the connection may simply be closed. */
    private static final List<Consumer<Draft>> NONSENSE = List.of(
            draft -> draft.version = "HTTP/9.9", draft -> draft.version = "", draft -> draft.version = "HTTP/1.0",
            draft -> draft.version = "FTP/1.1",
            draft -> draft.method = "", draft -> draft.method = "P\u0000ST", draft -> draft.method = "M".repeat(9_000),
            draft -> draft.target = "orders", draft -> draft.target = "*", draft -> draft.target = "/a b c",
            draft -> draft.target = "\u0000",
            draft -> draft.target = "/x".repeat(60_000), draft -> draft.removeHeader("Host"), draft -> draft.header("Host", "other"),
            draft -> replaceHost(draft, "a b"), draft -> replaceHost(draft, "[::1"), draft -> replaceHost(draft, "localhost:99999999"),
            draft -> replaceHost(draft, "é"), draft -> draft.headers.add("no colon"), draft -> draft.headers.add(": no name"),
            draft -> draft.headers.add("Sp ace: x"), draft -> draft.headers.add("X: a\r\n folded"),
            draft -> draft.headers.add("X: a\u0000b"),
            draft -> draft.headers.add("X: a\rb"), draft -> draft.headers.add("\u0000: x"), draft -> draft.headers.add("X: é\u0001"),
            draft -> flood(draft, 79, 10), draft -> flood(draft, 120, 10), draft -> flood(draft, 5_000, 1), draft -> flood(draft, 20, 700),
            draft -> draft.header("X", "x".repeat(20_000)), draft -> draft.header("Authorization", "Bearer " + "x".repeat(90_000)),
            draft -> draft.headers.add("\r\n\r\n"), draft -> draft.header("Connection", "keep-alive, upgrade, x"));

    private HeadTraps() {}

    static void spoil(Draft draft, Draw draw) {
        if (draw.oneIn(3)) {
            draft.isNonsense = true;
            draw.of(NONSENSE).accept(draft);
        } else {
            draw.of(ODD).accept(draft);
        }
    }

    private static void query(Draft draft, String more) {
        draft.target += (draft.target.contains("?") ? "&" : "?") + more;
    }

    private static void path(Draft draft, String more) {
        int end = draft.target.indexOf('?');
        draft.target = end < 0 ? draft.target + more : draft.target.substring(0, end) + more + draft.target.substring(end);
    }

    private static void replaceHost(Draft draft, String host) {
        draft.removeHeader("Host");
        draft.header("Host", host);
    }

    private static void flood(Draft draft, int count, int length) {
        for (int i = 0; i < count; i++) {
            draft.header("X-Flood-" + i, "x".repeat(length));
        }
    }
}
