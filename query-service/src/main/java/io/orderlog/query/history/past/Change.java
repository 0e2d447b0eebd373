package io.orderlog.query.history.past;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A field of the order document that became another one.
 *
 * @param path JSONPath (RFC 9535); what has a name of its own is found by it and not by its position
 * @param before {@code null} if it was not there
 * @param after {@code null} if it is not there any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Change(String path, @Nullable JsonNode before, @Nullable JsonNode after) {}
