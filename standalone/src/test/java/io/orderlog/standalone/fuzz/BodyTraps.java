package io.orderlog.standalone.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** What can be wrong with the bytes of a body, and with how they are announced. */
final class BodyTraps {

    private static final byte[] BOMB = bomb();

    private static final List<Consumer<Draft>> ODD = List.of(
            draft -> draft.body(new byte[0]), draft -> draft.body(" \n\t "), draft -> draft.body("null"), draft -> draft.body("[]"),
            draft -> draft.body("\"text\""), draft -> draft.body("{}{}"), draft -> draft.body("{}\n{}"),
            draft -> draft.body(new byte[1_000]),
            draft -> draft.body("[".repeat(200_000)), draft -> draft.body("{\"a\":".repeat(100_000)),
            draft -> draft.body("\"" + "x".repeat(1_500_000)),
            draft -> draft.body("{\"lines\":[" + "{},".repeat(100_000) + "{}]}"),
            draft -> draft.body("{\"lines\":[" + "{},".repeat(1_999) + "{}]}"),
            draft -> draft.body("{" + "\"a\":1,".repeat(50_000) + "\"b\":2}"), draft -> draft.body("\n".repeat(20_000)),
            draft -> recoded(draft, UTF_16), draft -> recoded(draft, UTF_16LE), draft -> recoded(draft, Charset.forName("UTF-32")),
            draft -> draft.body("\uFEFF" + text(draft)), draft -> draft.body(spoiled(draft, 0xFF)),
            draft -> draft.body(spoiled(draft, 0xC0, 0xAF)),
            draft -> draft.body(spoiled(draft, 0xED, 0xA0, 0x80)), draft -> draft.body(spoiled(draft, 0xF4, 0x90, 0x80, 0x80)),
            draft -> draft.body(spoiled(draft, 0xC3)), draft -> draft.body(spoiled(draft, 0)), draft -> draft.body(spoiled(draft, 0xE9)),
            draft -> draft.body(Arrays.copyOf(draft.body, draft.body.length / 2)), draft -> draft.body(text(draft) + "}"),
            draft -> draft.body(text(draft).replaceFirst("\\{", "{\"reason\":\"a\",\"reason\":\"b\",")),
            draft -> draft.body(text(draft).replaceFirst("\\{", "{\"\\\\u0072eason\":\"a\",\"reason\":\"b\",")),
            draft -> draft.body("{\"lines\":[{\"line\":1,\"quantity\":1},{\"line\":1,\"quantity\":1}]}"), draft -> type(draft, ""),
            draft -> type(draft, "application/json; charset=utf-16"), draft -> type(draft, "application/json; charset=nonsense"),
            draft -> type(draft, "application/json; charset=\"utf-8"), draft -> type(draft, "application/x-www-form-urlencoded"),
            draft -> type(draft, "multipart/form-data"), draft -> type(draft, "multipart/form-data; boundary=x"),
            draft -> type(draft, "application/xml"),
            draft -> type(draft, "application/x-java-serialized-object"), draft -> type(draft, "/"), draft -> type(draft, "a/b/c; ; =x"),
            draft -> type(draft, "*/*"), draft -> type(draft, "application/*+json"), draft -> type(draft, "application/x-ndjson"),
            draft -> type(draft, "application/yaml"), draft -> draft.header("Content-Encoding", "identity"),
            draft -> draft.header("Content-Encoding", "br"),
            draft -> draft.chunked(1, ""), draft -> draft.chunked(100, ";a=\"b\""), draft -> draft.chunked(7, " "),
            draft -> zipped(draft, gzip(draft.body)), draft -> zipped(draft, BOMB), draft -> zipped(draft, draft.body));

    /** Those whose end is not where it is said to be. None of them may have an effect. */
    private static final List<Consumer<Draft>> BROKEN = List.of(
            draft -> draft.framing = "Content-Length: " + (draft.body.length + 10), draft -> draft.framing = "Content-Length: 1000000",
            draft -> draft.framing = "Content-Length: -1", draft -> draft.framing = "Content-Length: +" + (draft.body.length + 1),
            draft -> draft.framing = "Content-Length: 99999999999999999999", draft -> draft.framing = "Content-Length: 0x10",
            draft -> draft.framing = "Content-Length: 5\r\nContent-Length: 6", draft -> draft.framing = "Content-Length: 5, 6",
            draft -> draft.framing = "Content-Length: ", draft -> draft.framing = "Transfer-Encoding: chunked",
            draft -> draft.framing = "Transfer-Encoding: xchunked", draft -> draft.framing = "Transfer-Encoding: chunked, identity",
            draft -> draft.framing = "Transfer-Encoding: gzip, chunked", draft -> draft.framing = "Transfer-Encoding:\u000bchunked",
            draft -> chunks(draft, "5\r\n{\"a\":"), draft -> chunks(draft, "zz\r\n{}\r\n0\r\n\r\n"),
            draft -> chunks(draft, "-1\r\n{}\r\n0\r\n\r\n"),
            draft -> chunks(draft, "ffffffffffffffffff\r\n{}\r\n0\r\n\r\n"), draft -> chunks(draft, "2\r\n{}0\r\n\r\n"),
            draft -> chunks(draft, "2;" + "x".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n"), draft -> chunks(draft, "2\n{}\n0\n\n"),
            draft -> chunks(draft, "2\r\n{}\r\n0\r\n" + "X: y\r\n".repeat(3_000) + "\r\n"),
            draft -> chunks(draft, "2\r\n{}\r\n0\r\nno colon\r\n\r\n"),
            BodyTraps::tooLarge, BodyTraps::lengthAndChunks, BodyTraps::chunksAndLength);

    private BodyTraps() {}

    static void spoil(Draft draft, Draw draw) {
        if (draw.oneIn(3)) {
            draft.isNonsense = true;
            draft.isCutOff = true;
            draw.of(BROKEN).accept(draft);
        } else {
            draw.of(ODD).accept(draft);
        }
    }

    private static String text(Draft draft) {
        return new String(draft.body, UTF_8);
    }

    private static void recoded(Draft draft, Charset charset) {
        draft.body(text(draft).getBytes(charset));
    }

    /** With bytes within its first text that are none in UTF-8. */
    private static byte[] spoiled(Draft draft, int... bytes) {
        StringBuilder wrong = new StringBuilder();
        Arrays.stream(bytes).forEach(each -> wrong.append((char) each));
        return new String(draft.body, ISO_8859_1).replaceFirst(": ?\"", ":\"" + wrong).getBytes(ISO_8859_1);
    }

    private static void type(Draft draft, String type) {
        draft.removeHeader("Content-Type");
        if (!type.isEmpty()) {
            draft.header("Content-Type", type);
        }
    }

    private static void zipped(Draft draft, byte[] bytes) {
        draft.header("Content-Encoding", "gzip");
        draft.body(bytes);
    }

    private static void chunks(Draft draft, String chunks) {
        draft.body(chunks);
        draft.framing = "Transfer-Encoding: chunked";
    }

    private static void tooLarge(Draft draft) {
        draft.body("{\"reason\":\"" + "x".repeat(3_000_000) + "\"}");
    }

    /** Two servers that disagree about the end of the first request see two. */
    private static void lengthAndChunks(Draft draft) {
        String hidden = "DELETE /orders/1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
        draft.body("0\r\n\r\n" + hidden);
        draft.framing = "Content-Length: " + draft.body.length + "\r\nTransfer-Encoding: chunked";
    }

    private static void chunksAndLength(Draft draft) {
        draft.body("5c\r\nPOST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 15\r\n\r\nx=1\r\n0\r\n\r\n");
        draft.framing = "Transfer-Encoding: chunked\r\nContent-Length: 4";
    }

    private static byte[] bomb() {
        return gzip(new byte[50_000_000]);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
