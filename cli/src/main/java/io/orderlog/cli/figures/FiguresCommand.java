package io.orderlog.cli.figures;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code orderlog figures}. */
@Command(name = "figures", description = "Counts orders, revenue by month and returns, from the log itself or from the views in Postgres.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:Counted.", "1:The log is damaged, or the server cannot be read; one sentence says why.", "2:Wrong use."})
public final class FiguresCommand {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "as JSON", scope = ScopeType.INHERIT)
    private boolean json;

    @Option(names = "--source", paramLabel = "NAME", description = "only orders that were imported under this name", scope = ScopeType.INHERIT)
    private String source = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "the time zone of the months (default: ${DEFAULT-VALUE})", scope = ScopeType.INHERIT)
    private ZoneId zone = ZoneId.of("Europe/London");

    @Command(name = "log", description = "Reads the whole topic, verifies every order's versions and hash chain, and folds the orders anew.", mixinStandardHelpOptions = true)
    int log(
            @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", defaultValue = "localhost:9092", description = "Kafka (default: ${DEFAULT-VALUE})") String bootstrapServers,
            @Option(names = "--topic", paramLabel = "NAME", defaultValue = "orders.events", description = "the log's topic (default: ${DEFAULT-VALUE})") String topic) {
        Figures figures = new Figures(zone);
        try (LogReader reader = new LogReader(bootstrapServers, topic)) {
            List<TopicPartition> partitions = reader.partitions();
            if (partitions.isEmpty()) {
                return failed("Kafka at %s has no topic %s".formatted(bootstrapServers, topic));
            }
            for (TopicPartition partition : partitions) {
                PartitionFold fold = new PartitionFold();
                reader.read(partition, fold::add);
                fold.count(keyPrefix(), figures);
            }
        } catch (LogDamagedException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            return failed("Kafka at %s cannot be read: %s".formatted(bootstrapServers, e.getMessage()));
        }
        return print(figures.byName());
    }

    @Command(name = "views", description = "Reads the views that queries are answered from.", mixinStandardHelpOptions = true)
    int views(
            @Option(names = "--jdbc-url", paramLabel = "URL", defaultValue = "jdbc:postgresql://localhost:5432/orderlog", description = "Postgres (default: ${DEFAULT-VALUE})") String jdbcUrl,
            @Option(names = "--username", paramLabel = "NAME", defaultValue = "orderlog", description = "default: ${DEFAULT-VALUE}; a password is taken from ~/.pgpass") String username) {
        try {
            return print(ViewFigures.read(jdbcUrl, username, keyPrefix(), zone));
        } catch (SQLException e) {
            return failed("The views at %s cannot be read: %s".formatted(jdbcUrl, e.getMessage()));
        }
    }

    private String keyPrefix() {
        return source.isEmpty() ? "" : source + "/";
    }

    private int print(Map<String, Long> figures) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(figures));
        } else {
            figures.forEach((name, value) -> out.printf(Locale.ROOT, "%-24s%,20d%n", name, value));
        }
        out.flush();
        return ExitCode.OK;
    }

    private int failed(String why) {
        spec.commandLine().getErr().println(why);
        return ExitCode.SOFTWARE;
    }
}
