package io.orderlog.command.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Text that every reader can store and print: not blank unless empty, no control characters, no half of a surrogate pair. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Text.Validator.class)
@interface Text {

    String message() default "must not be blank and must not contain control characters or half surrogate pairs";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks {@link Text}. */
    class Validator implements ConstraintValidator<Text, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || text.isEmpty() || (!text.isBlank() && text.codePoints().allMatch(Validator::isPrintable));
        }

        static boolean isPrintable(int codePoint) {
            return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
        }
    }
}
