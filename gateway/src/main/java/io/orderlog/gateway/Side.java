package io.orderlog.gateway;

/** The services behind the gateway. */
enum Side {
    /** Takes the writes. */
    COMMAND("command side"),
    /** Answers the reads. */
    QUERY("query side"),
    /** Gives out tokens. */
    AUTHORIZATION("authorization server");

    private final String title;

    Side(String title) {
        this.title = title;
    }

    /** The words for people, in the middle of a sentence. */
    String title() {
        return title;
    }
}
