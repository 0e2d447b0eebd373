package io.orderlog.embedded.testing;

import java.sql.DriverManager;

/** The server of Postgres' own image, set up as the embedded one. */
record ContainerDatabase(String jdbcUrl, ContainerServer server) implements TestDatabase {

    private static final String IMAGE = "postgres:18";
    private static final int PORT_INSIDE = 5432;
    private static final String NAME = "orderlog";

    static ContainerDatabase start() {
        int port = ContainerServer.freePort();
        String url = "jdbc:postgresql://" + ContainerServer.onThisMachine(port) + "/" + NAME;
        var server = new ContainerServer(IMAGE, port, PORT_INSIDE, () -> DriverManager.getConnection(url, NAME, "").close())
                .with("POSTGRES_USER", NAME)
                .with("POSTGRES_DB", NAME)
                .with("POSTGRES_HOST_AUTH_METHOD", "trust")
                .command("postgres", "-c", "max_connections=200", "-c", "timezone=UTC", "-c", "fsync=off", "-c", "full_page_writes=off",
                        "-c", "synchronous_commit=off");
        server.start();
        return new ContainerDatabase(url, server);
    }

    @Override
    public String username() {
        return NAME;
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void startAgain() {
        server.start();
    }

    @Override
    public void close() {
        server.remove();
    }
}
