package io.orderlog.query.history;

import io.orderlog.query.web.QueryParameters;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Words that all must begin some word of an event's texts, in capitals or not.
 *
 * @param query in the form that Postgres reads
 */
record SearchedWords(String query) {

    private static final int MAX_TEXT = 200;

    static @Nullable SearchedWords parse(QueryParameters parameters, String name) {
        String text = parameters.text(name, MAX_TEXT);
        if (text == null) {
            return null;
        }
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            parameters.reject(name, "must have a letter or a digit");
        }
        return new SearchedWords(Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(SearchedWords::quoted)
                .collect(Collectors.joining(" & ")));
    }

    /** In quotes nothing of it is an operator; Postgres takes it apart as it did the texts. */
    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "':*";
    }

    /** As the index has it. */
    Predicate in(Expression<String> texts, CriteriaBuilder criteria) {
        HibernateCriteriaBuilder sql = (HibernateCriteriaBuilder) criteria;
        return criteria.isTrue(sql.sql("to_tsvector('simple', ?) @@ to_tsquery('simple', ?)", Boolean.class, texts, sql.value(query)));
    }
}
