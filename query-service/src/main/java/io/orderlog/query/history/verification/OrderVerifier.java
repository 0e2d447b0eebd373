package io.orderlog.query.history.verification;

import io.orderlog.event.EventCodec;
import io.orderlog.query.history.OrderHistory;
import io.orderlog.query.history.verification.OrderVerification.Broken;
import io.orderlog.query.history.verification.OrderVerification.Source;
import io.orderlog.query.projection.FoldedOrder;
import io.orderlog.query.projection.FoldedOrders;
import io.orderlog.query.projection.PassedOffsets;
import io.orderlog.query.web.LogUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Verifies the history of one order: against itself, against the view of the orders, and against the log. */
@Component
class OrderVerifier {

    private final OrderHistory history;
    private final FoldedOrders orders;
    private final PassedOffsets passed;
    private final LogReaders readers;
    private final JdbcTemplate views;
    private final TransactionTemplate snapshot;
    private final VerificationProperties properties;
    private final Semaphore places;

    OrderVerifier(
            OrderHistory history,
            FoldedOrders orders,
            PassedOffsets passed,
            LogReaders readers,
            DataSource views,
            PlatformTransactionManager transactions,
            VerificationProperties properties) {
        this.history = history;
        this.orders = orders;
        this.passed = passed;
        this.readers = readers;
        this.views = new JdbcTemplate(views);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.properties = properties;
        this.places = new Semaphore(properties.ordersAtOnce());
    }

    /**
     * @return {@code null} if there is no such order
     * @throws LogUnavailableException if the log does not answer, or not in time
     */
    @Nullable
    OrderVerification verify(UUID order, Source source) {
        Map<Integer, Long> passedBefore = passed.nextOffsets();
        ViewChain chain = new ViewChain();
        Seen seen = Objects.requireNonNull(
                snapshot.execute(_ -> new Seen(inView(order, chain), SetAside.of(EventCodec.key(order), views))));
        Broken first = seen.broken();
        if (source == Source.LOG) {
            LogComparison comparison = new LogComparison(chain, passedBefore, seen.aside());
            search(order, comparison);
            first = first == null ? comparison.end() : first;
        }
        return chain.versions() == 0 && first == null ? null : OrderVerification.of(order, source, chain, first);
    }

    /** At one moment. */
    private record Seen(@Nullable Broken broken, SetAside aside) {}

    private @Nullable Broken inView(UUID order, ViewChain chain) {
        history.forEach(order, Long.MAX_VALUE, chain);
        return chain.broken() == null ? end(chain, orders.load(List.of(order), views).get(order)) : chain.broken();
    }

    /** Whether the view of the orders knows the same end. */
    private static @Nullable Broken end(ViewChain chain, @Nullable FoldedOrder folded) {
        long known = folded == null ? 0 : folded.version();
        if (known > chain.versions()) {
            return Broken.missing(chain.versions() + 1,
                    "The history ends with version %d, the order has %d.".formatted(chain.versions(), known));
        }
        if (known < chain.versions()) {
            return Broken.missing(known + 1, "The history ends with version %d, the order has %d.".formatted(chain.versions(), known));
        }
        return folded == null || folded.lastHash().equals(chain.hashOf(known))
                ? null
                : new Broken(known, chain.held(known).partition(), chain.held(known).offset(),
                        "The order was made from an event with another hash.", folded.lastHash(), chain.hashOf(known));
    }

    private void search(UUID order, LogComparison comparison) {
        byte[] key = EventCodec.key(order);
        long deadline = System.nanoTime() + properties.orderTimeout().toNanos();
        if (!places.tryAcquire()) {
            throw new LogUnavailableException();
        }
        try (PartitionReader reader = readers.open()) {
            List<PartitionReader.Range> ranges = reader.ranges();
            int partition = EventCodec.partition(key, ranges.size());
            comparison.partitions(ranges.size());
            reader.read(ranges.get(partition), record -> comparison.add(key, record), _ -> {
                if (System.nanoTime() - deadline > 0) {
                    throw new LogUnavailableException();
                }
            });
        } finally {
            places.release();
        }
    }
}
