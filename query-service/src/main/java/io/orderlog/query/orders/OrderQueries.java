package io.orderlog.query.orders;

import io.orderlog.query.orders.OrderFacets.Group;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
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

    public OrderFacets facets(OrderFilter filter) {
        var criteria = (HibernateCriteriaBuilder) entities.getCriteriaBuilder();
        CriteriaQuery<Group> query = criteria.createQuery(Group.class);
        Root<OrderRow> order = query.from(OrderRow.class);
        List<Expression<?>> keys = Stream.<Expression<?>>of(
                order.get("status"), order.get("paymentStatus"), order.get("fulfilmentStatus"), order.get("currency")).toList();
        List<Selection<?>> columns = new ArrayList<>(keys);
        // Of rows and not of ids, which the smallest index does not have.
        columns.add(criteria.count());
        query.where(filter.toSpecification().toPredicate(order, query, criteria))
                .groupBy(keys)
                .select(criteria.construct(Group.class, columns.toArray(Selection[]::new)));
        return OrderFacets.of(entities.createQuery(query).getResultList());
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
