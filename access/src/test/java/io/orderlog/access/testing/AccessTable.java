package io.orderlog.access.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of {@code docs/security.md} against a running service: every operation of its OpenAPI document is asked for by every role, and
 * the answer is held against the cell.
 */
public final class AccessTable {

    private static final Path DOCUMENT = Path.of("../docs/security.md");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String YES = "yes";
    private static final String LINES = "403 each line";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI service;
    private final Supplier<String> order;

    private AccessTable(URI service, Supplier<String> order) {
        this.service = service;
        this.order = order;
    }

    private record Operation(String method, String path, JsonNode description) {

        String name() {
            return method + " " + path;
        }
    }

    /**
     * Asks for everything and returns what is not as the table says; a row that is missing is told as it should be.
     *
     * @param chapter the heading of the table
     * @param order makes an order of customer 17850, and returns its id
     */
    public static List<String> differences(String chapter, URI service, Supplier<String> order) {
        return new AccessTable(service, order).differences(rows(chapter));
    }

    private List<String> differences(Map<String, List<String>> rows) {
        List<String> differences = new ArrayList<>();
        List<Operation> operations = operations();
        for (Operation operation : operations) {
            List<String> answered = Stream.of(Role.values()).map(role -> cell(operation, role)).toList();
            List<String> row = rows.get(operation.name());
            if (row == null) {
                differences.add("has no row: | `%s` | %s |".formatted(operation.name(), String.join(" | ", answered)));
            } else if (!row.equals(answered)) {
                differences.add("%s: the row says %s, the service %s".formatted(operation.name(), row, answered));
            }
        }
        List<String> known = operations.stream().map(Operation::name).toList();
        rows.keySet().stream().filter(name -> !known.contains(name)).forEach(name -> differences.add(name + " is in the table only"));
        return differences;
    }

    private static Map<String, List<String>> rows(String chapter) {
        try {
            return Files.readAllLines(DOCUMENT)
                    .stream()
                    .dropWhile(line -> !line.equals("## " + chapter))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("## "))
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).filter(cell -> !cell.isEmpty()).toList())
                    .collect(Collectors.toMap(
                            cells -> cells.getFirst().replace("`", ""), cells -> cells.subList(1, cells.size()), (a, _) -> a,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Operation> operations() {
        JsonNode paths = JSON.readTree(text(ask("GET", "/v3/api-docs", null, null, null))).path("paths");
        return paths.propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(each -> new Operation(each.getKey().toUpperCase(Locale.ROOT), path.getKey(), each.getValue())))
                .toList();
    }

    private String cell(Operation operation, Role role) {
        Map.@Nullable Entry<String, JsonNode> content =
                operation.description().at("/requestBody/content").propertyStream().findFirst().orElse(null);
        HttpResponse<InputStream> answer = ask(operation.method(), path(operation, role),
                content == null ? null : content.getKey(), content == null ? null : body(content.getValue().path("example")), role.token());
        int status = answer.statusCode();
        if (status == 200 && answer.headers().firstValue("Content-Type").orElse("").contains("ndjson")
                && operation.method().equals("POST")) {
            return text(answer).lines().allMatch(line -> line.contains("\"status\":403")) ? LINES : YES;
        }
        close(answer);
        boolean refused = status == 401 || status == 403 || status == 404 && role.name().contains(Role.CUSTOMER.name());
        return refused || status >= 500 ? Integer.toString(status) : YES;
    }

    /** Of its own customer, and for another customer's list the question for somebody else's orders. */
    private String path(Operation operation, Role role) {
        String path = operation.path()
                .replaceFirst("(?<=^/customers/)\\{[^}]*}", Role.CUSTOMERS_ID)
                .replaceFirst("(?<=/orders/)\\{[^}]*}", operation.path().contains("/orders/{") ? order.get() : "")
                .replaceAll("\\{[^}]*}", "1");
        boolean anothersList = role == Role.ANOTHER_CUSTOMER && operation.method().equals("GET")
                && operation.path().startsWith("/orders") && !operation.path().contains("{");
        return anothersList ? path + "?customer=" + Role.CUSTOMERS_ID : path;
    }

    /** Things that happened earlier are for importers, whatever the path. */
    private static String body(JsonNode example) {
        if (example.isObject()) {
            ((ObjectNode) example).remove("effectiveAt");
        }
        return example.isString() ? example.stringValue() : example.toString();
    }

    private HttpResponse<InputStream> ask(
            String method, String path, @Nullable String contentType, @Nullable String body, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (token != null) {
            request.header(TestTokens.HEADER, token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
