package io.orderlog.standalone.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every answer is held to, whatever was asked. */
final class Oracle {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(/problems/[a-z-]+)` \\| ([0-9, ]+) \\|");
    private static final Pattern INNARDS =
            Pattern.compile("\\b(?:io\\.orderlog|javax?|jakarta|jdk|sun|com\\.fasterxml|com\\.zaxxer|com\\.nimbusds|tools\\.jackson"
                    + "|org\\.(?:springframework|apache|hibernate|postgresql|eclipse|rocksdb))\\.[\\w.$]*\\w|\\b\\w+(?:Exception|Error)\\b|\\.java:\\d+|Caused by:|"
                    + "\\bPSQL|\\bSQLSTATE");

    private final Map<String, Set<Integer>> problems;

    Oracle(Map<String, Set<Integer>> problems) {
        this.problems = problems;
    }

    /** The problems that are documented. */
    static Oracle documented() throws IOException {
        return new Oracle(DOCUMENTED.matcher(Files.readString(Path.of("../docs/problems.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1),
                        row -> Arrays.stream(row.group(2).split(", ")).map(Integer::valueOf).collect(Collectors.toSet()))));
    }

    List<String> complaints(HostileRequest request, @Nullable Answer answer) {
        List<String> complaints = new ArrayList<>();
        if (answer == null) {
            if (!request.isNonsense()) {
                complaints.add("no answer");
            }
            return complaints;
        }
        if (answer.status() < 200 || answer.status() >= 500 && answer.status() != 503) {
            complaints.add("status " + answer.status());
        }
        if (answer.isAccepted() && !request.hasGoodToken()) {
            complaints.add("served without a good token");
        }
        if (answer.surplus() > 0) {
            complaints.add("more than one answer");
        }
        // A batch that breaks off after some of its lines were answered has no other end.
        if (!answer.isWhole() && !answer.isStream() && !request.isNonsense()) {
            complaints.add("an answer that breaks off");
        }
        Matcher innards = INNARDS.matcher(answer.head() + "\n" + answer.body());
        if (innards.find()) {
            complaints.add("shows " + innards.group());
        }
        if (answer.status() >= 400 && !request.method().equals("HEAD")) {
            complaints.addAll(complaintsOfProblem(answer));
        }
        return complaints;
    }

    private List<String> complaintsOfProblem(Answer answer) {
        List<String> complaints = new ArrayList<>();
        if (!answer.header("content-type").orElse("").equals("application/problem+json")) {
            complaints.add("a problem of the type " + answer.header("content-type"));
        }
        JsonNode problem;
        try {
            problem = JSON.readTree(answer.body());
        } catch (JacksonException e) {
            complaints.add("a problem that is no JSON");
            return complaints;
        }
        String type = problem.path("type").asString("");
        if (!problems.getOrDefault(type, Set.of()).contains(answer.status())) {
            complaints.add("a problem that is not documented: %s %d".formatted(type, answer.status()));
        }
        if (problem.path("status").asInt(0) != answer.status() || problem.path("title").asString("").isEmpty()
                || problem.path("detail").asString("").isEmpty()) {
            complaints.add("a problem without its status, title or detail");
        }
        if (type.equals("/problems/invalid-request") && (problem.path("errors").isEmpty() || problem.path("errors")
                .valueStream()
                .anyMatch(error -> !error.path("field").isString() || error.path("reason").asString("").isEmpty()))) {
            complaints.add("a wrong field without its name or the reason");
        }
        if (answer.status() == 503 && answer.header("retry-after").isEmpty()) {
            complaints.add("503 without Retry-After");
        }
        if (answer.status() == 401 && answer.header("www-authenticate").isEmpty()) {
            complaints.add("401 without WWW-Authenticate");
        }
        return complaints;
    }
}
