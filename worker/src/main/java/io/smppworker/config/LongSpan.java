package io.smppworker.config;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** A duration of at least a millisecond, the finest any timer counts, and at most 30 days. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@DurationMin(millis = 1, message = "must be at least 1ms")
@DurationMax(days = 30, message = "must be at most 720h")
@interface LongSpan {
    String message() default "must be between 1ms and 720h";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
