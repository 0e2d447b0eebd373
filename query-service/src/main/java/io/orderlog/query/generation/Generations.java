package io.orderlog.query.generation;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The registry of generations, as all instances of all releases see it. */
@Component
public class Generations {

    static final String REGISTRY = "orderlog";

    private static final String ALL = "select " + RegisteredGeneration.COLUMNS + " from orderlog.generation ";

    private final GenerationSchemas schemas;
    private final GenerationLife life;
    private final JdbcTemplate jdbc;
    private final String definition;

    Generations(GenerationSchemas schemas, GenerationLife life, RegistryDatabase registry, GenerationScripts scripts) {
        this.schemas = schemas;
        this.life = life;
        this.jdbc = registry.jdbc();
        this.definition = scripts.definition();
    }

    /**
     * Makes the registry if it is missing, and asks for views of this release if there are none. Safe to call at any time and by several
     * instances at once.
     *
     * @param logEnds by partition, the end of the log; asked only if there are no views of this release
     * @throws OutdatedRegistryException if the registry was made by other scripts
     */
    public void prepare(Supplier<List<Long>> logEnds) {
        try {
            schemas.makeRegistry();
        } catch (FlywayValidateException e) {
            throw new OutdatedRegistryException(e);
        }
        if (ofThisRelease().stream().allMatch(RegisteredGeneration::isScratch)) {
            life.startFirst(logEnds.get());
        }
    }

    /** Those that instances of this release take part in, the oldest first. */
    public List<RegisteredGeneration> ofThisRelease() {
        return jdbc.query(ALL + "where definition = ? and state not in ('CANCELLED', 'RETIRED') order by number",
                (row, _) -> RegisteredGeneration.of(row), definition);
    }

    public List<RegisteredGeneration> all() {
        return jdbc.query(ALL + "order by number", (row, _) -> RegisteredGeneration.of(row));
    }

    public Optional<RegisteredGeneration> find(int number) {
        return jdbc.query(ALL + "where number = ?", (row, _) -> RegisteredGeneration.of(row), number).stream().findFirst();
    }

    /** @throws GenerationNotFoundException if there never was one of this number */
    public RegisteredGeneration get(int number) {
        return find(number).orElseThrow(() -> new GenerationNotFoundException(number));
    }

    /** Those that are over and whose tables are still there, of any release. */
    public List<RegisteredGeneration> toBeDropped() {
        return jdbc.query(ALL + "where state in ('CANCELLED', 'RETIRED') and dropped_at is null order by number",
                (row, _) -> RegisteredGeneration.of(row));
    }
}
