package io.orderlog.query.web;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads any number of rows in constant memory: one statement, and thus one snapshot of one generation, through a cursor.
 *
 * <p>Each reading keeps a connection for as long as its client takes. So few are under way at once, which leaves the other connections
 * to other queries, and none lasts for ever, because Postgres keeps what it would otherwise clean up for the oldest snapshot.
 */
@Component
class ExportReader {

    /** Rows in memory; few, because one may have a megabyte. */
    private static final int FETCH_SIZE = 100;
    private static final HibernateJpaDialect FAILURES = new HibernateJpaDialect();

    private final EntityManager entities;
    private final TransactionTemplate transaction;
    private final Semaphore places;
    private final WebProperties properties;

    interface Taker<E> {

        void take(Iterator<E> rows) throws IOException;
    }

    ExportReader(EntityManager entities, PlatformTransactionManager transactions, WebProperties properties) {
        this.entities = entities;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.places = new Semaphore(properties.exports());
        this.properties = properties;
    }

    /**
     * @param taker called once the first rows are there, so that what fails earlier can still be answered
     * @throws TooManyExportsException if as many are under way as may be
     */
    <E> void read(Supplier<TypedQuery<E>> query, Taker<E> taker) throws IOException {
        if (!places.tryAcquire()) {
            throw new TooManyExportsException();
        }
        try {
            transaction.executeWithoutResult(_ -> readOnce(query.get(), taker));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            places.release();
        }
    }

    private <E> void readOnce(TypedQuery<E> query, Taker<E> taker) {
        query.setHint(HibernateHints.HINT_FETCH_SIZE, FETCH_SIZE).setHint(HibernateHints.HINT_READ_ONLY, true);
        try (Stream<E> found = query.getResultStream()) {
            var rows = new Rows<>(found.iterator());
            var _ = rows.hasNext();
            taker.take(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            DataAccessException known = FAILURES.translateExceptionIfPossible(e);
            throw known == null ? e : known;
        }
    }

    /** Forgets the rows that were taken, and ends when there is no more time. */
    private final class Rows<E> implements Iterator<E> {

        private final Iterator<E> rows;
        private final long deadline = System.nanoTime() + properties.exportTimeout().toNanos();
        private int taken;

        Rows(Iterator<E> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            if (System.nanoTime() - deadline > 0) {
                throw new QueryTimeoutException("An export may take %s".formatted(properties.exportTimeout()));
            }
            return rows.hasNext();
        }

        @Override
        public E next() {
            if (++taken % FETCH_SIZE == 0) {
                entities.clear();
            }
            return rows.next();
        }
    }
}
