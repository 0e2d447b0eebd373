package io.orderlog.query.rebuild;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A table that two generations have alike, and the SQL that compares it.
 *
 * @param columns all that say something about the log, in a fixed order
 * @param key the columns of its primary key
 */
record ComparedTable(String name, List<String> columns, List<String> key) {

    /** When something was written says nothing about what was written. */
    private static final String BOOKKEEPING = "'moved_at', 'parked_at'";

    private static final String ALIKE = """
            select c.table_name, string_agg(quote_ident(c.column_name), ' ' order by c.column_name)
            from information_schema.columns c
            where c.table_schema = ? and c.table_name <> 'checkpoint' and c.column_name not in (%s)
            group by c.table_name
            having bool_or(c.column_name = 'log_partition')""".formatted(BOOKKEEPING);

    private static final String KEY = """
            select quote_ident(a.attname) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
            where i.indrelid = (quote_ident(?) || '.' || quote_ident(?))::regclass and i.indisprimary
                and array_position(i.indkey::int2[], a.attnum) < i.indnkeyatts
            order by array_position(i.indkey::int2[], a.attnum)""";

    /** Those of the first schema that the second one has too, with the same columns. */
    static List<ComparedTable> of(String schema, String other, JdbcTemplate jdbc) {
        List<ComparedTable> others = of(other, jdbc);
        return of(schema, jdbc).stream()
                .filter(table -> others.stream().anyMatch(it -> it.name.equals(table.name) && it.columns.equals(table.columns)))
                .toList();
    }

    /** The tables of the schema that cannot be compared partition by partition with the other one. */
    static List<String> namesOfOthers(String schema, List<ComparedTable> compared, JdbcTemplate jdbc) {
        return jdbc.query("""
                select tablename from pg_tables
                where schemaname = ? and tablename not in ('checkpoint', 'flyway_schema_history') order by tablename""",
                (row, _) -> row.getString(1), schema)
                .stream()
                .filter(name -> compared.stream().noneMatch(it -> it.name.equals(name)))
                .toList();
    }

    private static List<ComparedTable> of(String schema, JdbcTemplate jdbc) {
        return jdbc.query(ALIKE + " order by c.table_name", (row, _) -> {
            String name = row.getString(1);
            return new ComparedTable(name, List.of(row.getString(2).split(" ")),
                    jdbc.query(KEY, (key, _) -> key.getString(1), schema, name));
        }, schema);
    }

    /** By partition, the number of rows and a sum over all of them that does not depend on their order. Takes an array of partitions. */
    String sums(String schema) {
        return """
                select log_partition, count(*), coalesce(sum(hashtextextended(%s, 0)), 0)::text
                from %s.%s t where log_partition = any(?) group by log_partition""".formatted(text("t"), schema, name);
    }

    /** The first rows of a partition that are not the same in both, by key, and the columns that differ. Takes the partition twice. */
    String differences(String live, String rebuilt, int most) {
        String join = key.stream().map(column -> "l.%1$s = r.%1$s".formatted(column)).collect(Collectors.joining(" and "));
        String order = key.stream().map(column -> "coalesce(l.%1$s, r.%1$s)".formatted(column)).collect(Collectors.joining(", "));
        String fields = key.stream().map(column -> "'%1$s', coalesce(l.%1$s, r.%1$s)".formatted(column)).collect(Collectors.joining(", "));
        String differing = columns.stream()
                .map(column -> "case when l.%1$s::text is distinct from r.%1$s::text then '%1$s' end".formatted(column))
                .collect(Collectors.joining(", "));
        return """
                select json_build_object(%s)::text, l.log_partition is null, r.log_partition is null, array_remove(array[%s], null)
                from (select %s from %s.%s where log_partition = ?) l full join (select %s from %s.%s where log_partition = ?) r on %s
                where %s is distinct from %s
                order by %s limit %d""".formatted(fields, differing, list(), live, name, list(), rebuilt, name, join, text("l"), text("r"),
                order, most);
    }

    private String list() {
        return String.join(", ", columns);
    }

    private String text(String alias) {
        return columns.stream().map(column -> alias + "." + column).collect(Collectors.joining(", ", "row(", ")::text"));
    }
}
