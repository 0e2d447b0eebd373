package io.orderlog.command.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Items of which no two name the same line. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = EachLineOnce.Validator.class)
@interface EachLineOnce {

    String message() default "names a line that an earlier item names already";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks {@link EachLineOnce}, and names each item that repeats a line. */
    class Validator implements ConstraintValidator<EachLineOnce, List<Form.@Nullable Item>> {

        @Override
        public boolean isValid(@Nullable List<Form.@Nullable Item> items, ConstraintValidatorContext context) {
            if (items == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            boolean valid = true;
            Set<Integer> named = new HashSet<>();
            for (int i = 0; i < items.size(); i++) {
                Form.Item item = items.get(i);
                if (item != null && item.line() != null && !named.add(item.line())) {
                    valid = false;
                    context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                            .addPropertyNode("line")
                            .inIterable()
                            .atIndex(i)
                            .addConstraintViolation();
                }
            }
            return valid;
        }
    }
}
