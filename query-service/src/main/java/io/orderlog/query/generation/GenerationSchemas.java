package io.orderlog.query.generation;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The schemas of the generations. Everything here can be done again, by several instances at once, and may take its time. */
@Component
public class GenerationSchemas {

    /** Scripts beyond it make indexes; it need not exist. */
    private static final String LAST_WITHOUT_INDEXES = "99?";

    private final GenerationScripts scripts;
    private final DataSource patient;
    private final JdbcTemplate jdbc;
    private final RegistryDatabase registry;

    GenerationSchemas(GenerationScripts scripts, RegistryDatabase registry) {
        this.scripts = scripts;
        this.patient = registry.patient();
        this.jdbc = new JdbcTemplate(patient);
        this.registry = registry;
    }

    void makeRegistry() {
        configuration(Generations.REGISTRY).locations("classpath:db/registry").load().migrate();
    }

    /**
     * What is missing of what the generation should have in the state that it is in. Its entry in the registry is held meanwhile, so
     * that nothing is made again of a generation that is being dropped.
     */
    public void make(RegisteredGeneration registered) {
        registry.inTransaction(() -> {
            boolean wanted = registry.jdbc()
                    .query("select state from orderlog.generation where number = ? for share",
                            (row, _) -> GenerationState.valueOf(row.getString(1)), registered.number())
                    .stream()
                    .anyMatch(state -> !state.isOver());
            if (wanted) {
                makeWanted(registered);
            }
            return true;
        });
    }

    private void makeWanted(RegisteredGeneration registered) {
        switch (registered.state()) {
            case BUILDING, INDEXING, FAILED -> makeTables(registered.generation());
            case FOLLOWING, FILLED -> makeAll(registered.generation());
            case CANCELLED, RETIRED -> {
            }
        }
    }

    private void makeTables(Generation generation) {
        views(generation).target(LAST_WITHOUT_INDEXES).load().migrate();
    }

    private void makeAll(Generation generation) {
        views(generation).load().migrate();
    }

    /** What a generation that was filled without them needs before it can answer queries. */
    public void makeIndexes(Generation generation) {
        makeAll(generation);
        jdbc.queryForList("select tablename from pg_tables where schemaname = ?", String.class, generation.schema())
                .forEach(table -> jdbc.execute("analyze %s.%s".formatted(generation.schema(), table)));
    }

    /** Takes away a generation that is over, but not from under those who are still making it. */
    public void drop(RegisteredGeneration over) {
        registry.inTransaction(() -> {
            registry.jdbc().queryForList("select number from orderlog.generation where number = ? for update", over.number());
            jdbc.execute("drop schema if exists " + over.generation().schema() + " cascade");
            return registry.jdbc()
                    .update("update orderlog.generation set dropped_at = clock_timestamp() where number = ?", over.number());
        });
    }

    /** How much of the disk it takes, indexes and all. */
    public long bytes(Generation generation) {
        Long bytes = jdbc.queryForObject("""
                select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = ? and c.relkind = 'r'""", Long.class, generation.schema());
        return bytes == null ? 0 : bytes;
    }

    /** By partition, the next offset that it will read; only partitions that it ever began. */
    public Map<Integer, Long> nextOffsets(Generation generation) {
        Map<Integer, Long> offsets = new HashMap<>();
        registry.jdbc().query("select log_partition, next_offset from %s.checkpoint".formatted(generation.schema()), row -> {
            offsets.put(row.getInt(1), row.getLong(2));
        });
        return offsets;
    }

    private FluentConfiguration views(Generation generation) {
        return configuration(generation.schema()).locations(scripts.locations().toArray(String[]::new));
    }

    private FluentConfiguration configuration(String schema) {
        return Flyway.configure().dataSource(patient).schemas(schema);
    }
}
