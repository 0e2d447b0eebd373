package io.orderlog.query.web;

import java.time.Instant;
import java.util.List;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;

/**
 * What the client has already, as its conditional request says (RFC 9110, section 13). {@code If-Modified-Since} counts only where
 * {@code If-None-Match} is missing.
 */
public final class Conditions {

    private final List<ETag> tags;
    private final boolean hasTags;
    private final long modifiedSince;

    private Conditions(List<ETag> tags, boolean hasTags, long modifiedSince) {
        this.tags = tags;
        this.hasTags = hasTags;
        this.modifiedSince = modifiedSince;
    }

    public static Conditions of(HttpHeaders request) {
        List<String> values = request.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
        return new Conditions(
                values.stream().flatMap(value -> ETag.parse(value).stream()).toList(), !values.isEmpty(), request.getIfModifiedSince());
    }

    public boolean isEmpty() {
        return !hasTags && modifiedSince < 0;
    }

    /**
     * Whether there is nothing new for the client.
     *
     * @param tag of what is there, without quotes; compared weakly, as for every GET
     * @param modifiedAt of which HTTP knows whole seconds only
     */
    public boolean areMetBy(String tag, Instant modifiedAt) {
        if (hasTags) {
            return tags.stream().anyMatch(each -> each.isWildcard() || each.tag().equals(tag));
        }
        return modifiedSince >= 0 && modifiedAt.getEpochSecond() <= Instant.ofEpochMilli(modifiedSince).getEpochSecond();
    }
}
