package io.orderlog.query.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How queries are answered.
 *
 * @param consistencyTimeout how long a query waits for the views to reach its consistency token before it is answered with 503
 * @param maxAtOnce how many queries are worked on at once, streams and long polls not counted; more are turned away at once
 * @param exports how many exports may be under way at once; each takes one of {@code orderlog.database.read-connections}
 * @param exportTimeout how long an export may take, reading and sending
 */
@ConfigurationProperties("orderlog.queries")
record WebProperties(
        @DefaultValue("5s") Duration consistencyTimeout,
        @DefaultValue("2000") int maxAtOnce,
        @DefaultValue("4") int exports,
        @DefaultValue("10m") Duration exportTimeout) {}
