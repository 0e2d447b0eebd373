package io.orderlog.query.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderlog.event.WireJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A part of a list.
 *
 * @param next the address of what follows; {@code null} at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next) {

    /** An answer whose {@code Link} header names the next page too, and whose {@code ETag} changes with whatever it says. */
    public ResponseEntity<Page<T>> toResponse() {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().eTag(DigestUtils.md5DigestAsHex(WireJson.MAPPER.writeValueAsBytes(this)));
        if (next != null) {
            response.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next));
        }
        return response.body(this);
    }

    /** The address of a page: the same question, but for one parameter. */
    public static String address(String path, MultiValueMap<String, String> question, String parameter, String value) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        question.forEach((name, values) -> {
            if (!name.equals(parameter)) {
                values.forEach(each -> address.queryParam(name, UriUtils.encode(each, "UTF-8")));
            }
        });
        return address.queryParam(parameter, UriUtils.encode(value, "UTF-8")).build(true).toUriString();
    }
}
