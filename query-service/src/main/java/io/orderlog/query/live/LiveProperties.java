package io.orderlog.query.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How what happens is told to those who wait.
 *
 * @param heartbeat how long a stream is silent before it gives a sign of life; less than any proxy between waits for one
 * @param retry how long a client should wait before it connects again
 * @param pollInterval how often the live views are looked at for events that other instances projected
 * @param buffer how many events may wait for a stream that is slow; above that it reads them from the views when it gets to them
 * @param readRows how many events are read at once, from each partition
 * @param most how many streams and waiting requests one instance takes
 * @param longestWait the most that a request may wait for a change
 */
@ConfigurationProperties("orderlog.live")
record LiveProperties(
        @DefaultValue("10s") Duration heartbeat,
        @DefaultValue("1s") Duration retry,
        @DefaultValue("100ms") Duration pollInterval,
        @DefaultValue("200") int buffer,
        @DefaultValue("200") int readRows,
        @DefaultValue("10000") int most,
        @DefaultValue("60s") Duration longestWait) {}
