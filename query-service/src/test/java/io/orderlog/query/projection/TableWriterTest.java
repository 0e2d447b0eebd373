package io.orderlog.query.projection;

import static io.orderlog.query.projection.Column.bigint;
import static io.orderlog.query.projection.Column.bool;
import static io.orderlog.query.projection.Column.date;
import static io.orderlog.query.projection.Column.integer;
import static io.orderlog.query.projection.Column.json;
import static io.orderlog.query.projection.Column.numeric;
import static io.orderlog.query.projection.Column.text;
import static io.orderlog.query.projection.Column.texts;
import static io.orderlog.query.projection.Column.timestamp;
import static io.orderlog.query.projection.Column.tsvector;
import static io.orderlog.query.projection.Column.uuid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlog.embedded.testing.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each operation writes the same with statements as with {@code COPY}. */
class TableWriterTest {

    private static final UUID ID = UUID.fromString("7b02b37c-8ba5-8987-b76f-1edb31645cb8");
    private static final UUID OTHER = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private static final ViewTable THINGS = new ViewTable("things",
            List.of(uuid("id"), integer("number")),
            List.of(text("name"), bigint("amount"), bool("good"), timestamp("at"), date("on_day"), texts("tags"), json("raw")));

    private static final ViewTable TOTALS = new ViewTable("totals",
            List.of(text("customer"), integer("log_partition")),
            List.of(integer("orders"), bigint("total"), timestamp("first_at").smallest(), timestamp("last_at").largest(),
                    text("last_name")));

    private static final ViewTable SUMS =
            new ViewTable("sums", List.of(text("name")), List.of(bigint("pieces"), numeric("amount"), text("last_name")));

    private static TestDatabase database;
    private static SingleConnectionDataSource connection;
    private static JdbcTemplate jdbc;
    private static TransactionTemplate transaction;

    private static final ViewTable FOUND = new ViewTable("found", List.of(integer("number")), List.of(tsvector("words")));

    private enum Way {
        STATEMENTS,
        COPY
    }

    @BeforeAll
    static void connect() {
        database = TestDatabase.start();
        connection = new SingleConnectionDataSource(database.jdbcUrl(), database.username(), "", true);
        jdbc = new JdbcTemplate(connection);
        transaction = new TransactionTemplate(new JdbcTransactionManager(connection));
    }

    @AfterAll
    static void disconnect() {
        connection.destroy();
        database.close();
    }

    @BeforeEach
    void makeTables() {
        jdbc.execute("""
                drop table if exists things, totals, sums, found;
                create table things (id uuid, number integer, name text, amount bigint, good boolean, at timestamptz, on_day date,
                    tags text[], raw json, note text default 'its default', primary key (id, number));
                create table found (number integer primary key, words tsvector);
                create table totals (customer text, log_partition integer, orders integer not null, total bigint not null,
                    first_at timestamptz, last_at timestamptz, last_name text, primary key (customer, log_partition));
                create table sums (name text primary key, pieces bigint, amount numeric(38), last_name text)""");
    }

    @ParameterizedTest
    @EnumSource
    void insertedRowsAreReadBackAsTheyWereWritten(Way way) {
        write(way, tables -> tables.insert(THINGS, rows(
                row(ID, 1, "tab\t, line\n, \\N, \"quotes\" 'and' €, 漢字, 😀", Long.MIN_VALUE, true,
                        Instant.parse("2026-11-26T10:00:00.123456789Z"), LocalDate.of(2026, 11, 26),
                        List.of("a,b", "{}", "NULL", "\"", ""), "{\"b\" : 1, \"a\":\"\\u0041\"}"),
                row(OTHER, -7, "", Long.MAX_VALUE, false, Instant.parse("1969-12-31T23:59:59.999999Z"), LocalDate.of(1900, 2, 28),
                        List.of(), "[]"),
                row(ID, Integer.MAX_VALUE, null, null, null, null, null, null, null))));

        assertThat(things()).containsExactly(
                "(7b02b37c-8ba5-8987-b76f-1edb31645cb8,1,\"tab\t, line\n, \\\\N, \"\"quotes\"\" 'and' €, 漢字, 😀\","
                        + "-9223372036854775808,t,\"2026-11-26 10:00:00.123456+00\",2026-11-26,"
                        + "\"{\"\"a,b\"\",\"\"{}\"\",\"\"NULL\"\",\"\"\\\\\"\"\"\",\"\"\"\"}\","
                        + "\"{\"\"b\"\" : 1, \"\"a\"\":\"\"\\\\u0041\"\"}\",\"its default\")",
                "(7b02b37c-8ba5-8987-b76f-1edb31645cb8,2147483647,,,,,,,,\"its default\")",
                "(ffffffff-ffff-ffff-ffff-ffffffffffff,-7,\"\",9223372036854775807,f,\"1969-12-31 23:59:59.999999+00\",1900-02-28,"
                        + "{},[],\"its default\")");
    }

    @ParameterizedTest
    @EnumSource
    void timesOfAnyYearAreKept(Way way) {
        List<OffsetDateTime> times = Stream.of("-0044-03-15T12:00:00.000001Z", "0000-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z", "+12026-11-27T00:00:00Z").map(OffsetDateTime::parse).toList();
        write(way, tables -> tables.insert(THINGS, IntStream.range(0, times.size())
                .mapToObj(i -> row(ID, i, null, null, null, times.get(i).toInstant(), times.get(i).toLocalDate(), null, null))
                .toList()));

        assertThat(jdbc.query("select at from things order by number", (row, _) -> row.getObject(1, OffsetDateTime.class)))
                .isEqualTo(times);
        assertThat(jdbc.query("select on_day from things order by number", (row, _) -> row.getObject(1, LocalDate.class)))
                .isEqualTo(times.stream().map(OffsetDateTime::toLocalDate).toList());
    }

    @ParameterizedTest
    @EnumSource
    void noNumberLosesADigitAndNoJsonASpace(Way way) {
        String json = "{ \"a\":1,\"a\" : 1.50 ,\t\"b\":\"\\u0000\" }";
        write(way, tables -> tables.insert(THINGS, rows(row(ID, 1, null, 9_007_199_254_740_993L, null, null, null, null, json))));

        assertThat(jdbc.queryForObject("select amount from things", Long.class)).isEqualTo(9_007_199_254_740_993L);
        assertThat(jdbc.queryForObject("select raw::text from things", String.class)).isEqualTo(json);
    }

    @ParameterizedTest
    @EnumSource
    void whatOnlyBeginsAsJsonIsRefusedAndAltersNoOtherColumn(Way way) {
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> write(way, tables -> tables.insert(THINGS,
                rows(row(ID, 1, "name", null, null, null, null, null, "{}, \"name\": \"another\"")))));

        assertThat(things()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void wordsAreTakenAsTheyAreAndSortedByPostgres(Way way) {
        List<String> words = List.of("zebra", "it's", "b\\a", "äpfel", "漢字", "a", "white space", ":*&|!");
        write(way, tables -> tables.insert(FOUND, rows(row(1, words), row(2, List.of()), row(3, (Object) null))));
        write(way, tables -> tables.upsert(FOUND, rows(row(2, List.of("b", "a")))));

        assertThat(jdbc.queryForObject("select words = array_to_tsvector(?) and words @@ 'zeb:*' from found where number = 1",
                Boolean.class, (Object) words.toArray(String[]::new))).isTrue();
        assertThat(jdbc.queryForList("select words::text from found where number > 1 order by number", String.class))
                .containsExactly("'a' 'b'", null);
    }

    @ParameterizedTest
    @EnumSource
    void upsertedRowsTakeThePlaceOfThoseWithTheirKeys(Way way) {
        write(way, tables -> tables.insert(THINGS, rows(named(1, "old"), named(2, "stays"))));
        write(way, tables -> tables.upsert(THINGS, rows(named(1, "new"), named(3, "more"))));

        assertThat(names()).containsExactly("1 new", "2 stays", "3 more");
    }

    @ParameterizedTest
    @EnumSource
    void deletedRowsAreGoneAndKeysThatAreNotThereDoNoHarm(Way way) {
        write(way, tables -> tables.insert(THINGS, rows(named(1, "goes"), named(2, "stays"), named(3, "goes"))));
        write(way, tables -> tables.delete(THINGS, rows(row(ID, 1), row(ID, 3), row(ID, 4), row(OTHER, 2))));

        assertThat(names()).containsExactly("2 stays");
    }

    @ParameterizedTest
    @EnumSource
    void addedNumbersAndTimesAreMergedWithinABatchAndWithWhatIsThere(Way way) {
        Instant early = Instant.parse("2026-01-01T00:00:00Z");
        Instant late = Instant.parse("2026-12-31T00:00:00Z");
        write(way, tables -> tables.add(TOTALS, rows(
                row("ada", 1, 1, 100L, late, late, "first"),
                row("ada", 1, 1, 50L, early, early, "second"),
                row("ada", 2, 1, 7L, late, late, "elsewhere"),
                row("bob", 1, 1, 1L, null, null, null))));
        write(way, tables -> tables.add(TOTALS, rows(
                row("ada", 1, -1, -30L, null, null, "third"),
                row("bob", 1, 2, Long.MAX_VALUE - 1, late, late, "only"))));

        assertThat(jdbc.queryForList("select t::text from totals t order by customer, log_partition", String.class)).containsExactly(
                "(ada,1,1,120,\"2026-01-01 00:00:00+00\",\"2026-12-31 00:00:00+00\",third)",
                "(ada,2,1,7,\"2026-12-31 00:00:00+00\",\"2026-12-31 00:00:00+00\",elsewhere)",
                "(bob,1,3,9223372036854775807,\"2026-12-31 00:00:00+00\",\"2026-12-31 00:00:00+00\",only)");
    }

    @ParameterizedTest
    @EnumSource
    void sumsOfAmountsKnowNoBound(Way way) {
        long[] amounts = {0, 1, -1, 9_999, 10_000, -10_000, 10_001, 100_000_000, 123_456_789_012L, Long.MAX_VALUE, Long.MIN_VALUE};
        write(way, tables -> tables.add(SUMS, Arrays.stream(amounts).mapToObj(it -> row("of " + it, 0L, it, null)).toList()));
        assertThat(jdbc.queryForList("select name from sums where name <> 'of ' || amount", String.class)).isEmpty();

        write(way, tables -> tables.add(SUMS, rows(row("of " + Long.MAX_VALUE, 1L, Long.MAX_VALUE, null))));
        assertThat(jdbc.queryForObject("select max(amount)::text from sums", String.class)).isEqualTo("18446744073709551614");
    }

    @ParameterizedTest
    @EnumSource
    void rowsInWhichNothingIsLeftAreDeletedAndOthersStay(Way way) {
        write(way, tables -> tables.add(SUMS, rows(row("empty", 3L, 30L, "x"), row("free", 1L, 0L, "x"), row("full", 1L, 1L, "x"))));
        write(way, tables -> {
            tables.add(SUMS, rows(row("empty", -3L, -30L, "x")));
            tables.deleteZero(SUMS, rows(row("empty"), row("free"), row("full"), row("nowhere")));
        });

        assertThat(jdbc.queryForList("select name from sums order by name", String.class)).containsExactly("free", "full");
    }

    @ParameterizedTest
    @EnumSource
    void severalOperationsOnATableInOneTransactionFollowOneAnother(Way way) {
        for (int round = 0; round < 3; round++) {
            write(way, tables -> {
                tables.upsert(THINGS, rows(named(1, "one"), named(2, "two")));
                tables.delete(THINGS, rows(row(ID, 1)));
                tables.upsert(THINGS, rows(named(2, "two again"), named(3, "three")));
                tables.delete(THINGS, rows(row(ID, 3), row(ID, 9)));
            });
            assertThat(names()).containsExactly("2 two again");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingToWriteWritesNothing(Way way) {
        write(way, tables -> {
            tables.insert(THINGS, rows());
            tables.upsert(THINGS, rows());
            tables.delete(THINGS, rows());
            tables.add(TOTALS, rows());
        });

        assertThat(things()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatPostgresDoesNotTakeFailsAsAViolationAndTheConnectionGoesOn(Way way) {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> write(way, tables -> tables.insert(THINGS, rows(named(1, "a \0 is no text")))));
        write(way, tables -> tables.insert(THINGS, rows(named(1, "one"))));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> write(way, tables -> tables.insert(THINGS, rows(named(1, "one again")))));

        assertThat(names()).containsExactly("1 one");
    }

    @ParameterizedTest
    @EnumSource
    void aValueOfAnotherTypeFailsAndTheConnectionGoesOn(Way way) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> write(way, tables -> tables.insert(THINGS, rows(named(1, "one"), row(ID, "two")))));
        write(way, tables -> tables.insert(THINGS, rows(named(1, "one"))));

        assertThat(names()).containsExactly("1 one");
    }

    @Test
    void manyRowsAreTheSameBothWays() {
        List<@Nullable Object[]> rows = new ArrayList<>(IntStream.range(0, 20_000)
                .mapToObj(i -> row(
                        new UUID(i * 0x9E3779B97F4A7C15L, i), i, "x".repeat(i % 100), (long) i, i % 2 == 0,
                        Instant.ofEpochSecond(i, 1000L * i),
                        LocalDate.ofEpochDay(i), List.of("t" + i), "{\"i\":" + i + "}"))
                .toList());
        String sum = "select count(*) || ' ' || sum(hashtextextended(t::text, 0)) from things t";
        write(Way.STATEMENTS, tables -> tables.insert(THINGS, rows));
        String statements = jdbc.queryForObject(sum, String.class);
        write(Way.COPY, tables -> tables.upsert(THINGS, rows));
        assertThat(jdbc.queryForObject(sum, String.class)).isEqualTo(statements);
        write(Way.COPY, tables -> tables.delete(THINGS, rows));
        assertThat(things()).isEmpty();
        write(Way.COPY, tables -> tables.insert(THINGS, rows));
        assertThat(jdbc.queryForObject(sum, String.class)).isEqualTo(statements);
    }

    private interface Work {

        void on(TableWriter tables);
    }

    private static void write(Way way, Work work) {
        int copyRows = switch (way) {
            case STATEMENTS -> Integer.MAX_VALUE;
            case COPY -> 0;
        };
        transaction.executeWithoutResult(_ -> TableWriter.write(jdbc, copyRows, work::on));
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private static List<@Nullable Object[]> rows(@Nullable Object[]... rows) {
        return List.of(rows);
    }

    private static @Nullable Object[] named(int number, String name) {
        return row(ID, number, name, null, null, null, null, null, null);
    }

    private static List<@Nullable String> things() {
        return jdbc.queryForList("select t::text from things t order by id, number", String.class);
    }

    private static List<@Nullable String> names() {
        return jdbc.queryForList("select number || ' ' || name from things order by number", String.class);
    }
}
