package io.orderlog.query.history.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether the history of one order holds.
 *
 * @param source what it was compared with besides itself
 * @param versions how many events hold, from the first one on
 * @param headHash the hash of the last of them
 * @param broken where it does not hold
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderVerification(UUID orderId, boolean holds, Source source, long versions, @Nullable String headHash, @Nullable Broken broken) {

    @Schema(enumAsRef = true)
    enum Source {
        /** The view alone. */
        VIEWS,
        /** The records of the log as well. */
        LOG
    }

    /**
     * The first event that does not hold.
     *
     * @param partition where it stands in the log, as far as that is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Broken(long version, @Nullable Integer partition, @Nullable Long offset, String reason, @Nullable String expected,
            @Nullable String found) {

        static Broken missing(long version, String reason) {
            return new Broken(version, null, null, reason, null, null);
        }
    }

    static OrderVerification of(UUID order, Source source, ViewChain chain, @Nullable Broken broken) {
        long versions = broken == null ? chain.versions() : Math.min(chain.versions(), broken.version() - 1);
        return new OrderVerification(order, broken == null, source, versions, chain.hashOf(versions), broken);
    }
}
