package io.orderlog.standalone.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * A request as it goes to the wire.
 *
 * @param throughGateway and not to the service itself
 * @param isCutOff the connection ends behind it, because it promises more than there is
 * @param isNonsense a server may hang up on it without a word
 * @param hasGoodToken otherwise nobody may serve it
 */
record HostileRequest(long number, Operation operation, boolean throughGateway, String method, String correlationId, byte[] bytes,
        boolean isCutOff, boolean isNonsense, boolean hasGoodToken) {

    private static final int SHOWN = 600;
    private static final Pattern LEGIBLE = Pattern.compile("[\\w!$%&'()*+,./:;=?@~ -]*");

    /** At another character in its first line a server hangs up, and what it has not read yet can take the answer away with it. */
    boolean isLegible() {
        return LEGIBLE.matcher(new String(bytes, UTF_8).lines().findFirst().orElse("")).matches();
    }

    /** For whoever looks for what went wrong: the beginning of it, without what would break a line. */
    String shown() {
        String text = new String(bytes, 0, Math.min(bytes.length, SHOWN), UTF_8).replaceAll("Authorization: Bearer \\S{40,}",
                "Authorization: Bearer ...");
        return "request %d to the %s: %s".formatted(number, throughGateway ? "gateway" : "service",
                text.replace("\r", "\\r").replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?"));
    }
}
