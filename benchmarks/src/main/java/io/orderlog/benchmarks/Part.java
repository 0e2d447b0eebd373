package io.orderlog.benchmarks;

/** What can be measured by itself, in the order in which all of it is. */
enum Part {
    /** The load generator alone. */
    GENERATOR,
    /** One instance beside the limit, at full and at half load. */
    COMMANDS,
    /** Three instances. */
    INSTANCES,
    /** Commands while the views follow. */
    BOTH_SIDES,
    /** Throughput with many orders in the log. */
    LOG,
    /** Rebuild of the states on an empty disk. */
    REBUILD,
    /** Views made from a log that is there. */
    VIEWS,
    /** From an accepted command until queries see it. */
    VISIBLE,
    /** Memory over time. */
    MEMORY
}
