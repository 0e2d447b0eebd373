package io.orderlog.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpStatus;

/**
 * Refuses a path that is another spelling of a plain one. A rule for a path, here or in a proxy before us, then needs to know one
 * spelling only.
 */
final class PlainPathValve extends ValveBase {

    static final String REASON = "The path is not written in its plain form.";

    /** An empty or relative segment, a parameter, a backslash, or an encoded letter, digit, hyphen, dot or underscore. */
    private static final Pattern ODD =
            Pattern.compile("//|[;\\\\]|/\\.\\.?(?:/|$)|%(?:2[dDeE]|3\\d|[46][1-9a-fA-F]|[57][\\daA]|5[fF])");

    PlainPathValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String path = request.getRequestURI();
        if (path != null && ODD.matcher(path).find()) {
            response.sendError(HttpStatus.BAD_REQUEST.value(), REASON);
            return;
        }
        getNext().invoke(request, response);
    }
}
