package io.orderlog.query.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a rebuild would take.
 *
 * @param events in the log now
 * @param eventsPerSecond at which the last views were built, or the throttle, if that is slower; {@code null} if nothing was ever built
 * @param seconds at this speed
 * @param diskBytes beside what the live views take; {@code null} if none are there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Estimate(long events, @Nullable Long eventsPerSecond, @Nullable Long seconds, @Nullable Long diskBytes) {}
