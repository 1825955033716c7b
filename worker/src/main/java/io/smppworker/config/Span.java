package io.smppworker.config;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** A duration of at least a millisecond, the finest any timer counts, and at most so many hours, a day by default. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@DurationMin(millis = 1, message = "must be at least 1ms")
@DurationMax(message = "must be at most {hours}h")
@interface Span {
    @OverridesAttribute(constraint = DurationMax.class, name = "hours")
    long hours() default 24;

    String message() default "must be between 1ms and {hours}h";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
