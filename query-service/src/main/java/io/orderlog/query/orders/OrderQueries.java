package io.orderlog.query.orders;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import org.springframework.data.jpa.repository.query.QueryUtils;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The questions that a repository's methods cannot ask; each is one statement. */
@Repository
@Transactional(readOnly = true)
class OrderQueries {

    private final EntityManager entities;

    OrderQueries(EntityManager entities) {
        this.entities = entities;
    }

    /** All orders that a search finds, to be read within the transaction of the caller. */
    @Transactional(propagation = Propagation.MANDATORY)
    public TypedQuery<OrderRow> all(OrderSearch search) {
        CriteriaBuilder criteria = entities.getCriteriaBuilder();
        CriteriaQuery<OrderRow> query = criteria.createQuery(OrderRow.class);
        Root<OrderRow> order = query.from(OrderRow.class);
        query.where(search.toSpecification().toPredicate(order, query, criteria))
                .orderBy(QueryUtils.toOrders(search.sort().toSort(), order, criteria));
        return entities.createQuery(query);
    }
}
