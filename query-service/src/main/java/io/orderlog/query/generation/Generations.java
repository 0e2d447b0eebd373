package io.orderlog.query.generation;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The registry of generations. The first one is made, and made live, by whichever instance starts first on an empty database. */
@Component
public class Generations {

    static final String REGISTRY = "orderlog";

    private static final Logger log = LoggerFactory.getLogger(Generations.class);

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final boolean remakeOutdated;

    Generations(ViewsWriter writer, DatabaseProperties properties) {
        this.database = writer.dataSource();
        this.jdbc = writer.jdbc();
        this.remakeOutdated = properties.remakeOutdated();
    }

    /**
     * Makes what is missing, brings all schemas up to date, and answers the generations that follow the log. Safe to call at any time
     * and by several instances at once.
     *
     * @throws OutdatedViewsException if the tables were made by other scripts and are not to be made anew
     */
    public List<Generation> prepare() {
        try {
            return prepareSchemas();
        } catch (FlywayValidateException e) {
            if (!remakeOutdated) {
                throw new OutdatedViewsException(schemas(), e);
            }
            log.info("The tables of the views were made by other scripts than this program's: making the views anew from the log");
            schemas().forEach(schema -> jdbc.execute("drop schema " + schema + " cascade"));
            return prepareSchemas();
        }
    }

    private List<String> schemas() {
        return jdbc.query("""
                select nspname from pg_namespace where nspname = ? or nspname ~ '^views_g[0-9]+$' order by nspname""",
                (row, _) -> row.getString(1), REGISTRY);
    }

    private List<Generation> prepareSchemas() {
        migrate(REGISTRY, "classpath:db/registry");
        registerFirst();
        List<Generation> following = jdbc.query("""
                select number, schema_name, consumer_group from orderlog.generation where state = 'FOLLOWING' order by number""",
                (row, _) -> new Generation(row.getInt(1), row.getString(2), row.getString(3)));
        following.forEach(generation -> migrate(generation.schema(), "classpath:db/generation"));
        makeFirstLive();
        return following;
    }

    private void migrate(String schema, String location) {
        Flyway.configure().dataSource(database).schemas(schema).locations(location).load().migrate();
    }

    private void registerFirst() {
        Generation first = Generation.numbered(1);
        jdbc.update("""
                insert into orderlog.generation (number, schema_name, consumer_group, state)
                select ?, ?, ?, 'FOLLOWING' where not exists (select from orderlog.generation)
                on conflict do nothing""", first.number(), first.schema(), first.consumerGroup());
    }

    /** Only once its tables are there: a query must never be routed to a schema without them. */
    private void makeFirstLive() {
        jdbc.update("insert into orderlog.live_generation (number) values (1) on conflict do nothing");
    }
}
