package io.orderlog.gateway;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.client.OutputStreamRequestContent;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * Passes a body on while the answer may already be coming. Must have ended before Tomcat is given the request back, which lets other
 * requests use what this one reads from.
 */
final class Upload implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;

    private final InputStream body;
    private final OutputStreamRequestContent content;
    private final Request outgoing;
    private final Thread thread;
    private volatile boolean answered;
    private volatile @Nullable IOException unread;

    private Upload(InputStream body, OutputStreamRequestContent content, Request outgoing) {
        this.body = body;
        this.content = content;
        this.outgoing = outgoing;
        this.thread = Thread.ofVirtual().name("upload").unstarted(this::pass);
    }

    static Upload start(InputStream body, OutputStreamRequestContent content, Request outgoing) {
        Upload upload = new Upload(body, content, outgoing);
        upload.thread.start();
        return upload;
    }

    private void pass() {
        byte[] buffer = new byte[BUFFER];
        var target = content.getOutputStream();
        try {
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                if (answered) {
                    throw new IOException("The side has answered without the whole body");
                }
                target.write(buffer, 0, count);
            }
            // Only here: what is closed was sent whole, for the side, and for the next request on the same connection.
            target.close();
        } catch (IOException | RuntimeException e) {
            // Our client went away, or the side did, or has answered: the one who waits for the answer learns of it.
            var _ = outgoing.abort(e);
        }
    }

    private int read(byte[] buffer) throws IOException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            unread = e;
            throw e;
        }
    }

    /** Why the rest of the body could not be read, if so: the client's fault, and not the side's. */
    @Nullable
    IOException unread() {
        return unread;
    }

    /** The answer is complete, or there will be none: what is still to come of the body is of no use. */
    @Override
    public void close() {
        answered = true;
        if (thread.isAlive()) {
            var _ = outgoing.abort(new IOException("The side has answered without the whole body"));
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
