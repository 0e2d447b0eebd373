package io.orderlog.query.web;

import io.orderlog.query.web.InvalidParametersException.WrongParameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads the query parameters of one request and remembers everything that is wrong with them. */
public final class QueryParameters {

    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final MultiValueMap<String, String> given;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<WrongParameter> wrong = new ArrayList<>();

    public QueryParameters(MultiValueMap<String, String> given) {
        this.given = given;
    }

    /** @return {@code null} if it is absent or wrong */
    public @Nullable String text(String name, int maxLength) {
        return text(name, maxLength, value -> value);
    }

    /** @param reader as in {@link #read} */
    public <T> @Nullable T text(String name, int maxLength, Function<String, T> reader) {
        return read(name, value -> {
            if (value.length() > maxLength) {
                throw new IllegalArgumentException("must have at most %d characters".formatted(maxLength));
            }
            if (value.codePoints().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("must not contain control characters");
            }
            return reader.apply(value);
        });
    }

    /** One of the constants' names, in capitals or not. */
    public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        E[] constants = type.getEnumConstants();
        return read(name, value -> Arrays.stream(constants)
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + Arrays.toString(constants))));
    }

    /** An instant with its offset, or a day, which stands for its beginning in UTC. */
    public @Nullable Instant instant(String name) {
        return read(name, value -> {
            try {
                Instant instant = value.contains("T")
                        ? OffsetDateTime.parse(value).toInstant()
                        : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
                if (!isInReach(instant)) {
                    throw new IllegalArgumentException("must be between the years 1 and 9999");
                }
                return instant.truncatedTo(ChronoUnit.MICROS);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a day (2026-11-01) or an instant (2026-11-01T12:00:00Z)", e);
            }
        });
    }

    /** A day such as 2026-11-01, in the years 1 to 9999. */
    public @Nullable LocalDate day(String name) {
        return read(name, value -> {
            try {
                LocalDate day = LocalDate.parse(value);
                if (!isInReach(day.atStartOfDay(ZoneOffset.UTC).toInstant())) {
                    throw new IllegalArgumentException("must be between the years 1 and 9999");
                }
                return day;
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a day such as 2026-11-01", e);
            }
        });
    }

    /** Whether it is in the years 1 to 9999; Postgres refuses what is far outside them. */
    public static boolean isInReach(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    /** A whole number from 0 to 10^16 - 1. */
    public @Nullable Long number(String name) {
        return read(name, value -> {
            if (!NUMBER.matcher(value).matches()) {
                throw new IllegalArgumentException("must be a whole number, zero or more, of at most 16 digits");
            }
            return Long.parseLong(value);
        });
    }

    /** @return the ISO 4217 code */
    public @Nullable String currency(String name) {
        return read(name, value -> {
            try {
                return Currency.getInstance(value).getCurrencyCode();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must be an ISO 4217 currency such as GBP", e);
            }
        });
    }

    public int limit() {
        Long limit = number("limit");
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            reject("limit", "must be from 1 to " + MAX_LIMIT);
        }
        return limit == null ? DEFAULT_LIMIT : (int) Math.clamp(limit, 1, MAX_LIMIT);
    }

    /** @param reader throws {@link IllegalArgumentException} with the reason why a value is wrong */
    public <T> @Nullable T read(String name, Function<String, T> reader) {
        known.add(name);
        List<String> values = given.get(name);
        if (values == null) {
            return null;
        }
        if (values.size() > 1) {
            reject(name, "must be given once");
            return null;
        }
        try {
            if (values.getFirst().isEmpty()) {
                throw new IllegalArgumentException("must not be empty");
            }
            return reader.apply(values.getFirst());
        } catch (IllegalArgumentException e) {
            reject(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    public void reject(String name, String reason) {
        wrong.add(new WrongParameter(name, reason));
    }

    /** What another parameter cannot do without; missed once, it is named once. */
    public void require(String name, String reason) {
        WrongParameter missing = new WrongParameter(name, reason);
        if (!given.containsKey(name) && !wrong.contains(missing)) {
            wrong.add(missing);
        }
    }

    /**
     * To be called when all have been read.
     *
     * @throws InvalidParametersException naming each that is wrong or that nobody asked for
     */
    public void requireValid() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                reject(name, known.isEmpty() ? "is unknown here" : "is unknown here; known are " + String.join(", ", known));
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidParametersException(wrong);
        }
    }
}
