package io.orderlog.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code docs/events.md} shows what the approved files say. */
class EventDocumentationTest {

    private static final Pattern SECTION = Pattern.compile("(?ms)^### `([^`]+)`$(.*?)(?=^### |\\z)");
    private static final Pattern JSON = Pattern.compile("(?s)```json\\n(.*?)```");

    private final String page = Files.readString(Path.of("../docs/events.md"));

    EventDocumentationTest() throws IOException {}

    @Test
    void theExamplesOfTheEventsAreTheApprovedOnes() {
        Map<String, List<JsonNode>> shown = SECTION.matcher(page)
                .results()
                .collect(Collectors.toMap(section -> section.group(1), section -> examplesIn(section.group(2))));

        assertThat(shown).isEqualTo(approvedExamples());
    }

    @Test
    void theExamplesOfRecordsAreTheApprovedOnes() {
        assertThat(page).contains("```\n" + Approved.text("record.minimal") + "```").contains("```\n" + Approved.text("record") + "```");
    }

    @Test
    void theHashedHeadersAreNamedInTheirOrder() {
        String named = EventHeaders.HASHED.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));

        assertThat(page.replaceAll("\\s+", " ")).contains("the headers " + named + ", in this order");
    }

    private static List<JsonNode> examplesIn(String section) {
        return JSON.matcher(section)
                .results()
                .map((MatchResult example) -> WireJson.MAPPER.readTree(example.group(1)))
                .toList();
    }

    private static Map<String, List<JsonNode>> approvedExamples() {
        Map<String, List<JsonNode>> approved = new TreeMap<>();
        Stream.concat(EventExamples.ALL.stream(), EventExamples.OLD.stream())
                .forEach(example -> approved
                        .computeIfAbsent(example.wireName(), _ -> new ArrayList<>())
                        .add(WireJson.MAPPER.readTree(Approved.json(example.file()))));
        return approved;
    }
}
