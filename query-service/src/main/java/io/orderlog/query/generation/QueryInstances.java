package io.orderlog.query.generation;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells the others that this instance runs, and of which release it is. */
@Component
public class QueryInstances {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    private final JdbcTemplate jdbc;
    private final String definition;
    private final UUID id = UUID.randomUUID();
    private long lastSeen;

    QueryInstances(RegistryDatabase registry, GenerationScripts scripts) {
        this.jdbc = registry.jdbc();
        this.definition = scripts.definition();
    }

    /** To be called again and again, by one thread. */
    public void seen() {
        if (lastSeen == 0 || System.nanoTime() - lastSeen > SIGN_OF_LIFE.toNanos()) {
            jdbc.update("""
                    insert into orderlog.query_instance (id, definition) values (?, ?)
                    on conflict (id) do update set seen_at = now()""", id, definition);
            jdbc.update("delete from orderlog.query_instance where seen_at < now() - interval '1 day'");
            lastSeen = System.nanoTime();
        }
    }

    /** This instance ends. */
    public void gone() {
        jdbc.update("delete from orderlog.query_instance where id = ?", id);
    }
}
