package io.orderlog.query;

import static io.orderlog.query.TestOrders.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlog.order.OrderEvent;
import io.orderlog.query.generation.Generation;
import io.orderlog.query.generation.Generations;
import io.orderlog.query.generation.ViewsWriter;
import io.orderlog.query.projection.Checkpoints;
import io.orderlog.query.projection.LogBatch;
import io.orderlog.query.projection.ProjectionRunner;
import io.orderlog.query.projection.ProjectionRunner.Outcome;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;

/** What an instance remembers from batch to batch is never ahead of the views, nor behind them. */
@SuppressWarnings("NullAway.Init")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MemoryOfPartitionsTest {

    /** Comes after those that compare the views with the log. */
    private static final int DIFFERS = Integer.MAX_VALUE;

    private static TestHouse house;
    private static Instance one;
    private static Instance other;

    private final UUID order = TestOrders.id();
    private int partition;

    @BeforeAll
    static void open() throws Exception {
        house = TestHouse.open();
        one = new Instance(house.startReady());
        other = new Instance(house.startReady());
        one.service.stop();
        other.service.stop();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void placeAnOrder() throws Exception {
        partition = Integer.parseInt(house.log().append(order, placed()).split(":")[0]);
        one.projectWhatIsNew(partition);
    }

    @Test
    void anOrderThatChangesSoonAgainIsNotAskedFor() throws Exception {
        sql("delete from orders where id = '" + order + "'");
        house.log().append(order, new OrderEvent.Held("fraud"));
        one.projectWhatIsNew(partition);

        assertThat(house.differences()).isEmpty();
    }

    @Test
    void whatAFailedTransactionDidIsNotRemembered() throws Exception {
        sql("""
                create function fail() returns trigger language plpgsql as
                    $$ begin raise exception using errcode = 'serialization_failure'; end $$;
                create trigger fail after insert on history execute function fail()""");
        house.log().append(order, new OrderEvent.Held("fraud"));
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> one.projectWhatIsNew(partition));
        sql("drop function fail cascade");

        assertThat(one.projectWhatIsNew(partition)).isEqualTo(new Counts(1, 0, 0));
        assertThat(house.differences()).isEmpty();
    }

    @Test
    void whatAnotherInstanceProjectedMeanwhileIsAskedFor() throws Exception {
        house.log().append(order, new OrderEvent.Held("fraud"));
        other.projectWhatIsNew(partition);
        house.log().append(order, new OrderEvent.Released());
        one.projectWhatIsNew(partition);
        house.log().append(order, new OrderEvent.Cancelled("fraud"));
        other.projectWhatIsNew(partition);

        assertThat(house.differences()).isEmpty();
    }

    @Test
    @Order(DIFFERS)
    void whatWasRepairedIsAskedFor() throws Exception {
        sql("update orders set version = 2, last_hash = 'repaired' where id = '" + order + "'");
        other.repaired(partition);
        house.log().append(order, new OrderEvent.Held("superseded by the repair"));

        assertThat(one.projectWhatIsNew(partition)).isEqualTo(new Counts(0, 1, 0));
    }

    @Test
    @Order(DIFFERS)
    void whatIsParkedIsNotForgotten() throws Exception {
        house.log().appendUnreadable(order, "orderlog.order.exploded.v9", "{}");
        assertThat(one.projectWhatIsNew(partition)).isEqualTo(new Counts(0, 0, 1));
        house.log().append(order, new OrderEvent.Held("waits"));

        assertThat(one.projectWhatIsNew(partition)).isEqualTo(new Counts(0, 0, 1));
    }

    @Test
    void aSecondPlacementIsFoundOutByWhoDoesNotRememberTheFirst() throws Exception {
        house.log().appendSecondPlacement(order, TestOrders.placed("intruder", 1));
        assertThat(other.projectWhatIsNew(partition)).isEqualTo(new Counts(0, 1, 0));

        house.log().appendSecondPlacement(order, TestOrders.placed("intruder", 1));
        house.log().append(order, new OrderEvent.Held("fraud"));
        assertThat(one.projectWhatIsNew(partition)).isEqualTo(new Counts(1, 1, 0));
        assertThat(house.differences()).isEmpty();
    }

    @Test
    void aSecondPlacementThatNobodyCanReadIsNotParked() throws Exception {
        house.log().appendSecondPlacement(order, new OrderEvent.Held("no order begins so"));

        assertThat(other.projectWhatIsNew(partition)).isEqualTo(new Counts(0, 1, 0));
    }

    private record Counts(int projected, int superseded, int parked) {}

    /** One that does nothing by itself. */
    private static final class Instance {

        private final ConfigurableApplicationContext service;
        private final Generation views;

        private Instance(ConfigurableApplicationContext service) {
            this.service = service;
            views = service.getBean(Generations.class).ofThisRelease().getFirst().generation();
        }

        /** All that is behind the checkpoint, as one batch. */
        private Counts projectWhatIsNew(int partition) {
            long next = checkpoints().open(views, partition, "the topic").nextOffset();
            List<ConsumerRecord<byte[], byte[]>> records = house.log().read(partition);
            LogBatch batch = LogBatch.of(next, records.subList(Math.toIntExact(next), records.size()));
            Outcome outcome = service.getBean(ProjectionRunner.class).project(views, batch);
            return new Counts(outcome.projected(), outcome.superseded(), outcome.parked());
        }

        private void repaired(int partition) {
            service.getBean(ViewsWriter.class).inTransaction(views, () -> {
                checkpoints().repaired(partition);
                return true;
            });
        }

        private Checkpoints checkpoints() {
            return service.getBean(Checkpoints.class);
        }
    }

    private void sql(String sql) throws Exception {
        try (var connection = house.connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
