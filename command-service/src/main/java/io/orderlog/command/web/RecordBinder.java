package io.orderlog.command.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes records of JSON trees and reports every field that does not fit, where Jackson's own binding stops at the first one.
 *
 * <p>Each record is validated by itself as soon as it is made: a validator that cascades through a whole order keeps its findings in one
 * set in which they all have the same hash, so that a hostile order would keep it busy for hours.
 *
 * <p>Nothing is coerced: text is text and whole numbers are whole numbers. {@code null} is the same as absent. A whole number that is
 * too large for its component becomes the largest, so that the component's own limit refuses it.
 */
final class RecordBinder {

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private final Validator validator;
    private final Violations violations;
    private final Set<FieldPath> unfit = new HashSet<>();

    /** @param validator of single records */
    RecordBinder(Validator validator, Violations violations) {
        this.validator = validator;
        this.violations = violations;
    }

    /** @return {@code null} if the node is not an object; components that do not fit are {@code null} */
    <T extends Record> @Nullable T bind(JsonNode node, Class<T> type) {
        return type.cast(object(node, type, FieldPath.ROOT));
    }

    private @Nullable Object value(JsonNode node, Type type, FieldPath path) {
        if (node.isNull()) {
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(node, arguments[0], path) : map(node, path);
        }
        if (type == String.class) {
            return node.isString() ? node.stringValue() : unfit(path, "must be text");
        }
        if (type == Integer.class) {
            Long number = wholeNumber(node, path);
            return number == null ? null : (Integer) Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == Long.class) {
            return wholeNumber(node, path);
        }
        if (type == Boolean.class) {
            return node.isBoolean() ? (Boolean) node.booleanValue() : unfit(path, "must be true or false");
        }
        if (type == Instant.class) {
            return instant(node, path);
        }
        return object(node, (Class<?>) type, path);
    }

    private @Nullable Object object(JsonNode node, Class<?> type, FieldPath path) {
        if (!node.isObject()) {
            return unfit(path, "must be an object");
        }
        Shape shape = SHAPES.get(type);
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!shape.names().contains(property.getKey())) {
                violations.add(path.child(property.getKey()).text(), "is not known");
            }
        }
        return components(node, shape, path);
    }

    private Object components(JsonNode node, Shape shape, FieldPath path) {
        @Nullable
        Object[] values = new @Nullable Object[shape.components().size()];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = shape.components().get(i);
            JsonNode child = node.get(component.getName());
            if (shape.unwrapped().contains(component.getName())) {
                values[i] = components(node, SHAPES.get(component.getType()), path);
            } else if (child != null) {
                values[i] = component(child, component, path.child(component.getName()));
            }
        }
        Object made = shape.create(values);
        validate(made, path);
        return made;
    }

    private @Nullable Object component(JsonNode node, RecordComponent component, FieldPath path) {
        Size size = node.isContainer() ? component.getAccessor().getAnnotation(Size.class) : null;
        if (size != null && node.size() > size.max()) {
            return unfit(path, "must have %d to %d entries".formatted(size.min(), size.max()));
        }
        return value(node, component.getGenericType(), path);
    }

    private void validate(Object made, FieldPath path) {
        for (ConstraintViolation<Object> violation : validator.validate(made)) {
            FieldPath field = path(path, violation.getPropertyPath());
            if (!unfit.contains(field)) {
                boolean missing = violation.getConstraintDescriptor().getAnnotation() instanceof NotNull;
                violations.add(field.text(), missing ? "is required" : violation.getMessage());
            }
        }
    }

    private static FieldPath path(FieldPath parent, Path path) {
        FieldPath field = parent;
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                field = field.element(node.getIndex());
            } else if (node.getKey() != null) {
                field = field.child(node.getKey().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                field = field.child(node.getName());
            }
        }
        return field;
    }

    private @Nullable Object list(JsonNode node, Type elementType, FieldPath path) {
        if (!node.isArray()) {
            return unfit(path, "must be an array");
        }
        List<@Nullable Object> elements = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            elements.add(value(element, elementType, path.element(elements.size())));
        }
        return elements;
    }

    private @Nullable Object map(JsonNode node, FieldPath path) {
        if (!node.isObject()) {
            return unfit(path, "must be an object");
        }
        Map<String, @Nullable Object> entries = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isNull()) {
                entries.put(entry.getKey(), value(entry.getValue(), String.class, path.child(entry.getKey())));
            }
        }
        return entries;
    }

    private @Nullable Long wholeNumber(JsonNode node, FieldPath path) {
        if (!node.isIntegralNumber()) {
            return (Long) unfit(path, "must be a whole number, without a decimal point, an exponent or quotes");
        }
        BigInteger number = node.bigIntegerValue();
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private @Nullable Object instant(JsonNode node, FieldPath path) {
        try {
            if (node.isString()) {
                return OffsetDateTime.parse(node.stringValue()).toInstant().truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException notATime) {
            // Told below, like everything else that is not one.
        }
        return unfit(path, "must be a date and time with its offset, such as 2010-12-01T08:26:00Z");
    }

    private @Nullable Object unfit(FieldPath path, String reason) {
        unfit.add(path);
        violations.add(path.text(), reason);
        return null;
    }

    /** @param names of the fields that the JSON may have */
    private record Shape(List<RecordComponent> components, Set<String> unwrapped, Set<String> names, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            Set<String> unwrapped = components.stream()
                    .filter(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class))
                    .map(RecordComponent::getName)
                    .collect(Collectors.toUnmodifiableSet());
            Set<String> names = components.stream()
                    .flatMap(component -> unwrapped.contains(component.getName())
                            ? SHAPES.get(component.getType()).names().stream()
                            : Stream.of(component.getName()))
                    .collect(Collectors.toUnmodifiableSet());
            Class<?>[] parameters = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Shape(components, unwrapped, names, type.getDeclaredConstructor(parameters));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("A record without its canonical constructor: " + type, e);
            }
        }

        Object create(@Nullable Object[] values) {
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot make a record with " + constructor, e);
            }
        }
    }
}
