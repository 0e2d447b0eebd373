package io.orderlog.query.history;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The questions that a repository's methods cannot ask. */
@Repository
@Transactional(readOnly = true, propagation = Propagation.MANDATORY)
class HistoryQueries {

    private final EntityManager entities;

    HistoryQueries(EntityManager entities) {
        this.entities = entities;
    }

    /** All events that a search finds, to be read within the transaction of the caller. */
    public TypedQuery<HistoryRow> all(HistorySearch search) {
        CriteriaBuilder criteria = entities.getCriteriaBuilder();
        CriteriaQuery<HistoryRow> query = criteria.createQuery(HistoryRow.class);
        Root<HistoryRow> event = query.from(HistoryRow.class);
        return entities.createQuery(query.where(search.toSpecification().toPredicate(event, query, criteria)));
    }
}
