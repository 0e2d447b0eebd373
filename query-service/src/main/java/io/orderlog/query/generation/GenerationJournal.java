package io.orderlog.query.generation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Who did what to which generation, when and why. */
@Component
public class GenerationJournal {

    private final JdbcTemplate jdbc;

    GenerationJournal(RegistryDatabase registry) {
        this.jdbc = registry.jdbc();
    }

    public record Entry(Instant at, String action, String actor, @Nullable String reason) {}

    public List<Entry> of(int number) {
        return jdbc.query("select at, action, actor, reason from orderlog.generation_journal where number = ? order by id",
                (row, _) -> new Entry(row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2), row.getString(3),
                        row.getString(4)),
                number);
    }

    public void write(int number, String action, Decision decision) {
        jdbc.update("insert into orderlog.generation_journal (number, action, actor, reason) values (?, ?, ?, ?)",
                number, action, decision.actor(), decision.reason());
    }
}
