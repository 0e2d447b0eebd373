package io.orderlog.query.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How queries are answered.
 *
 * @param consistencyTimeout how long a query waits for the views to reach its consistency token before it is answered with 503
 */
@ConfigurationProperties("orderlog.queries")
record WebProperties(@DefaultValue("5s") Duration consistencyTimeout) {}
