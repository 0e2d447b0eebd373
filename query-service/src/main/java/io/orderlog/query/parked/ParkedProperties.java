package io.orderlog.query.parked;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How parked orders are looked after.
 *
 * @param carryOnInterval how often an instance looks for decisions that were not carried out in all generations
 */
@ConfigurationProperties("orderlog.parked")
record ParkedProperties(@DefaultValue("30s") Duration carryOnInterval) {}
