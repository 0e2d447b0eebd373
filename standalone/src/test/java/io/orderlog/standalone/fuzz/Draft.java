package io.orderlog.standalone.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A request on its way to the wire, of which everything can still be spoiled. */
final class Draft {

    String method;
    /** Path and query, as they are written. */
    String target;
    String version = "HTTP/1.1";
    final List<String> headers = new ArrayList<>(List.of("Host: localhost", "Connection: close"));
    byte[] body;
    /** What is written in place of a {@code Content-Length}; empty if nothing is. */
    String framing;
    /** The connection ends behind the request, because it promises more than there is. */
    boolean isCutOff;
    /** A server may hang up on it without a word. */
    boolean isNonsense;

    Draft(String method, String target, byte[] body) {
        this.method = method;
        this.target = target;
        this.body = body;
        this.framing = body.length == 0 && (method.equals("GET") || method.equals("DELETE")) ? "" : "Content-Length: " + body.length;
    }

    void header(String name, String value) {
        headers.add(name + ": " + value);
    }

    void removeHeader(String name) {
        headers.removeIf(header -> header.startsWith(name + ":"));
    }

    void body(String text) {
        body(text.getBytes(UTF_8));
    }

    void body(byte[] bytes) {
        body = bytes;
        framing = "Content-Length: " + bytes.length;
    }

    /** The same body in pieces. */
    void chunked(int size, String extension) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += size) {
            int length = Math.min(size, body.length - at);
            chunks.writeBytes((Integer.toHexString(length) + extension + "\r\n").getBytes(UTF_8));
            chunks.write(body, at, length);
            chunks.writeBytes("\r\n".getBytes(UTF_8));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(UTF_8));
        body = chunks.toByteArray();
        framing = "Transfer-Encoding: chunked";
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((method + " " + target + (version.isEmpty() ? "" : " " + version) + "\r\n").getBytes(UTF_8));
        headers.forEach(header -> bytes.writeBytes((header + "\r\n").getBytes(UTF_8)));
        bytes.writeBytes((framing.isEmpty() ? "\r\n" : framing + "\r\n\r\n").getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
