package io.orderlog.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderIdsTest {

    @Test
    void an_id_is_derived_from_the_actor_and_the_key_for_ever_in_the_same_way() {
        assertThat(OrderIds.of("anonymous", "536365/place")).hasToString("68e701ef-4a99-86d5-ba1b-76f3267035e4");
    }

    @Test
    void no_two_pairs_of_actor_and_key_run_together() {
        assertThat(OrderIds.of("a", "bc")).isNotEqualTo(OrderIds.of("ab", "c"));
    }

    @Test
    void without_a_key_every_id_is_new() {
        assertThat(OrderIds.of("a", null)).isNotEqualTo(OrderIds.of("a", null));
        assertThat(OrderIds.of("a", null).version()).isEqualTo(7);
    }
}
