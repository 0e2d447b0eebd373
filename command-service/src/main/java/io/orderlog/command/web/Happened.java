package io.orderlog.command.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A moment that is over: not before 1900 and not in the future, give or take what two clocks differ. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Happened.Validator.class)
@interface Happened {

    String message() default "must not be in the future or before 1900";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks {@link Happened}. */
    class Validator implements ConstraintValidator<Happened, Instant> {

        private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
        private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

        @Override
        public boolean isValid(@Nullable Instant moment, ConstraintValidatorContext context) {
            if (moment == null) {
                return true;
            }
            Instant latest = context.getClockProvider().getClock().instant().plus(CLOCK_SKEW);
            return !moment.isBefore(EARLIEST) && !moment.isAfter(latest);
        }
    }
}
