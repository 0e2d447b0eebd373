package io.orderlog.query.ranking;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the largest sums without summing everything.
 *
 * <p>A sum over p partitions that is at least s has a part of at least s/p in one of them. So with an index on the parts, all sums from s
 * on are found among the owners of parts from s/p on. We ask for sums from a floor on, and with half that floor, until there are enough.
 * The larger what is asked for is among all there is, the less is read; a page at the very end of the list, where all sums are small,
 * reads about as much as there is.
 */
@Component
public class Rankings {

    private static final String LARGEST_PART = "select max(r.%2$s) from %1$s r %3$s";

    private static final String SUMS = """
            select owner.id, figure.total
            from (select distinct part.%3$s as id from %1$s part where %4$s part.%2$s between :part and :last) owner
            join lateral (select sum(r.%2$s) as total from %1$s r where %5$s r.%3$s = owner.id) figure
            where figure.total >= :floor and (figure.total < :last or figure.total = :last and owner.id > :id)
            order by figure.total desc, owner.id""";

    private final EntityManager entities;

    Rankings(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The largest sums that are not zero, the largest first.
     *
     * @param currency only of rows with it; {@code null} if the rows have none
     * @param after only what comes after it
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<Ranked> largest(Figure figure, @Nullable String currency, @Nullable Ranked after, int count) {
        Number largestPart = largestPart(figure, currency);
        if (largestPart == null) {
            return List.of();
        }
        BigInteger partitions = partitions();
        BigInteger beyondAll = exact(largestPart).multiply(partitions).add(BigInteger.ONE);
        Ranked last = after == null ? new Ranked(beyondAll, "") : new Ranked(after.sum().max(BigInteger.ZERO).min(beyondAll), after.id());
        for (BigInteger floor = exact(largestPart).min(last.sum()).shiftRight(1);; floor = floor.shiftRight(1)) {
            BigInteger least = floor.max(BigInteger.ONE);
            BigInteger part = least.add(partitions).subtract(BigInteger.ONE).divide(partitions);
            List<Ranked> found = sums(figure, currency, last, least, part, largestPart instanceof Long, count);
            if (found.size() == count || least.equals(BigInteger.ONE)) {
                return found;
            }
        }
    }

    private @Nullable Number largestPart(Figure figure, @Nullable String currency) {
        String where = currency == null ? "" : "where r.currency = :currency";
        TypedQuery<Number> query = entities
                .createQuery(LARGEST_PART.formatted(figure.rows().getSimpleName(), figure.value(), where), Number.class);
        if (currency != null) {
            query.setParameter("currency", currency);
        }
        return query.getSingleResultOrNull();
    }

    /** A partition without a checkpoint has no rows either. */
    private BigInteger partitions() {
        Number count = (Number) entities.createNativeQuery("select count(*) from checkpoint", Long.class).getSingleResult();
        return exact(count).max(BigInteger.ONE);
    }

    private List<Ranked> sums(
            Figure figure, @Nullable String currency, Ranked last, BigInteger floor, BigInteger part, boolean small, int count) {
        String ofParts = currency == null ? "" : "part.currency = :currency and";
        String ofSums = currency == null ? "" : "r.currency = :currency and";
        TypedQuery<Object[]> query = entities.createQuery(
                SUMS.formatted(figure.rows().getSimpleName(), figure.value(), figure.id(), ofParts, ofSums), Object[].class);
        if (currency != null) {
            query.setParameter("currency", currency);
        }
        return query.setParameter("part", parameter(part, small))
                .setParameter("floor", parameter(floor, small))
                .setParameter("last", parameter(last.sum(), small))
                .setParameter("id", last.id())
                .setMaxResults(count)
                .getResultStream()
                .map(row -> new Ranked(exact((Number) row[1]), (String) row[0]))
                .toList();
    }

    /** As the attribute has it. */
    private static Number parameter(BigInteger value, boolean small) {
        return small ? (Number) value.longValueExact() : value;
    }

    private static BigInteger exact(Number value) {
        return value instanceof BigInteger exact ? exact : BigInteger.valueOf(value.longValue());
    }
}
