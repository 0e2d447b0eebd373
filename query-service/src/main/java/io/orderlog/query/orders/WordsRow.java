package io.orderlog.query.orders;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code order_words}, for conditions only: it is never read. */
@Entity
@Immutable
@Table(name = "order_words")
@NullUnmarked
class WordsRow {

    @Id
    @Column(name = "order_id")
    UUID orderId;

    /** A {@code tsvector}. */
    String words;

    protected WordsRow() {}
}
