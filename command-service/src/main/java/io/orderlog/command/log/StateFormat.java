package io.orderlog.command.log;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.orderlog.event.WireJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.dataformat.smile.SmileFactory;
import tools.jackson.dataformat.smile.SmileMapper;
import tools.jackson.dataformat.smile.SmileWriteFeature;

/** How states are written to disk: as binary JSON, with each record as the array of its components, which is short and soon read. */
final class StateFormat {

    private static final SequencedSet<Class<?>> RECORDS = recordsIn(OrderState.class, new LinkedHashSet<>());

    /** Another shape of any record in a state makes another name; states of another format can't be read. */
    static final String NAME = "with topic and partitions, smile:" + RECORDS.stream()
            .map(type -> type.getSimpleName()
                    + Stream.of(type.getRecordComponents()).map(StateFormat::shape).collect(Collectors.joining(",", "(", ")")))
            .collect(Collectors.joining());

    private static final SmileMapper MAPPER = mapper();

    private StateFormat() {}

    static byte[] write(OrderState state) {
        return MAPPER.writeValueAsBytes(state);
    }

    static OrderState read(byte[] state) {
        return MAPPER.readValue(state, OrderState.class);
    }

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private interface AsArray {}

    private static SmileMapper mapper() {
        // The only names are those of requests and attributes, each another one: the parser would remember them all in vain. Half a
        // character becomes a replacement character. No text of a client has one; if a token's subject did, a restart would forget its keys.
        SmileFactory factory = SmileFactory.builder()
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .enable(SmileWriteFeature.LENIENT_UTF_ENCODING)
                .build();
        SmileMapper.Builder mapper = WireJson.withRules(SmileMapper.builder(factory));
        RECORDS.forEach(type -> mapper.addMixIn(type, AsArray.class));
        return mapper.build();
    }

    private static SequencedSet<Class<?>> recordsIn(Type type, SequencedSet<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(argument -> recordsIn(argument, found));
        } else if (type instanceof Class<?> record && record.isRecord() && found.add(record)) {
            Stream.of(record.getRecordComponents()).forEach(component -> recordsIn(component.getGenericType(), found));
        }
        return found;
    }

    private static String shape(RecordComponent component) {
        return component.getName() + ":" + component.getGenericType().getTypeName();
    }
}
