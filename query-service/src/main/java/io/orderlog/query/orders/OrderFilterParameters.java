package io.orderlog.query.orders;

import io.orderlog.order.FulfilmentStatus;
import io.orderlog.order.OrderStatus;
import io.orderlog.order.PaymentStatus;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What OpenAPI says of the filters that all questions for several orders share. */
@Parameter(name = "q", in = ParameterIn.QUERY, description = "Words that the order has, all of them: in its reference, skus, descriptions, and its recipient's name, e-mail, city "
        + "and postal code; with * behind the beginning of a word. Or the beginning of its id, 8 characters at least", example = "heart", schema = @Schema(type = "string", maxLength = 200))
@Parameter(name = "customer", in = ParameterIn.QUERY, example = "17850", schema = @Schema(type = "string"))
@Parameter(name = "reference", in = ParameterIn.QUERY, example = "536365", schema = @Schema(type = "string"))
@Parameter(name = "sku", in = ParameterIn.QUERY, description = "Of at least one line", example = "85123A", schema = @Schema(type = "string"))
@Parameter(name = "status", in = ParameterIn.QUERY, schema = @Schema(implementation = OrderStatus.class))
@Parameter(name = "paymentStatus", in = ParameterIn.QUERY, schema = @Schema(implementation = PaymentStatus.class))
@Parameter(name = "fulfilmentStatus", in = ParameterIn.QUERY, schema = @Schema(implementation = FulfilmentStatus.class))
@Parameter(name = "placedFrom", in = ParameterIn.QUERY, description = "Inclusive; an instant, or a day in UTC", example = "2010-12-01", schema = @Schema(type = "string"))
@Parameter(name = "placedTo", in = ParameterIn.QUERY, description = "Exclusive; an instant, or a day in UTC", example = "2010-12-02T00:00:00Z", schema = @Schema(type = "string"))
@Parameter(name = "currency", in = ParameterIn.QUERY, description = "ISO 4217; needed with totals", example = "GBP", schema = @Schema(type = "string"))
@Parameter(name = "totalFrom", in = ParameterIn.QUERY, description = "Inclusive, in minor units", example = "1000", schema = @Schema(type = "integer", format = "int64"))
@Parameter(name = "totalTo", in = ParameterIn.QUERY, description = "Inclusive, in minor units", example = "5000", schema = @Schema(type = "integer", format = "int64"))
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface OrderFilterParameters {}
