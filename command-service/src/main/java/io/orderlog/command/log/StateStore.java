package io.orderlog.command.log;

import java.util.Map;

/** Where states and positions are kept together. */
interface StateStore {

    /** The next offset to fold in, for each partition that has been read at all. */
    Map<Integer, Long> positions();

    Batch newBatch();

    /** Changes that become visible, and survive a crash, together or not at all. */
    interface Batch extends LogFold.States {

        void moveTo(int partition, long nextOffset);

        void commit();
    }
}
