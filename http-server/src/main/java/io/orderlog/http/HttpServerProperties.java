package io.orderlog.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How slow a client may be before its connection is cut. Only the time is counted in which nothing but the client is waited for: for
 * the rest of a request that has begun, or for its taking more of the answer.
 *
 * @param patience how far a client may fall behind the slowest rate, in each request with its sending and with its taking
 * @param slowestRate bytes a second that a client must send, or take; having been faster before does not count
 * @param sendBuffer how much of an answer that its client does not take the system keeps for each connection; left alone it keeps
 *        megabytes
 */
@ConfigurationProperties("orderlog.http")
record HttpServerProperties(
        @DefaultValue("10s") Duration patience,
        @DefaultValue("8KB") DataSize slowestRate,
        @DefaultValue("256KB") DataSize sendBuffer) {}
