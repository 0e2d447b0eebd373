package io.orderlog.query.rebuild;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How generations are led through their lives.
 *
 * @param interval how often is looked whether the next step is due
 * @param dropAfter how long the tables of a generation are kept after it was live, for queries that have begun to read them
 */
@ConfigurationProperties("orderlog.rebuilds")
record RebuildProperties(@DefaultValue("1s") Duration interval, @DefaultValue("30s") Duration dropAfter) {}
