package io.orderlog.command.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @Test
    void names_versions() {
        assertThat(IfMatch.versions("\"3\"")).isEqualTo(List.of(3L));
        assertThat(IfMatch.versions(" \"3\" ,\"4\",\"x,\"")).isEqualTo(List.of(3L, 4L));
        assertThat(IfMatch.versions(" * ")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"3\"", "\"03\"", "\"0\"", "\"\"", "\"x\"", "\"-1\"", "\"99999999999999999999\""})
    void what_is_no_strong_version_matches_no_order(String header) {
        assertThat(IfMatch.versions(header)).isEqualTo(List.of(0L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "\"3", "3\"", "\"3\" \"4\"", "*, \"3\"", "w/\"3\"", "\"a b\"", "'3'"})
    void refuses_what_is_no_list_of_tags(String header) {
        assertThatIllegalArgumentException().isThrownBy(() -> IfMatch.versions(header));
    }
}
