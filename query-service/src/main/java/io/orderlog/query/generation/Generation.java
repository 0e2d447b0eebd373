package io.orderlog.query.generation;

/**
 * One complete set of views, filled on its own from the log.
 *
 * @param number 1, 2, 3, ...
 * @param schema the Postgres schema that holds its tables
 * @param consumerGroup the Kafka consumer group that shares its partitions among instances
 */
public record Generation(int number, String schema, String consumerGroup) {

    static Generation numbered(int number) {
        return new Generation(number, "views_g" + number, "orderlog-views-g" + number);
    }
}
