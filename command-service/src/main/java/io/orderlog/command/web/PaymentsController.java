package io.orderlog.command.web;

import io.orderlog.command.decision.OrderCommand;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An order's payments, named by the payment provider's references. */
@RestController
@RequestMapping(path = "/orders/{id}/payments", produces = MediaType.APPLICATION_JSON_VALUE)
final class PaymentsController {

    private final CommandDesk desk;

    PaymentsController(CommandDesk desk) {
        this.desk = desk;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "pay", summary = "Authorizes and captures a payment, or authorizes it only.")
    ResponseEntity<Object> pay(Caller caller, @PathVariable UUID id, @RequestBody Form.Payment payment) {
        OrderCommand command = Boolean.FALSE.equals(payment.capture())
                ? new OrderCommand.AuthorizePayment(payment.reference(), payment.amount())
                : new OrderCommand.ReceivePayment(payment.reference(), payment.amount());
        return desk.change(caller, id, new ClientRequest("pay", payment), command);
    }

    @PostMapping("/{reference}/captures")
    @Operation(operationId = "capture", summary = "Captures what was authorized, or a part of it.")
    ResponseEntity<Object> capture(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable String reference,
            @RequestBody(required = false) Form.@Nullable Capture body) {
        Form.Capture capture = body == null ? new Form.Capture(null, null) : body;
        OrderCommand command = new OrderCommand.CapturePayment(reference, capture.amount());
        return desk.change(caller, id, new ClientRequest("capture", reference, capture), command);
    }

    @PostMapping("/{reference}/refunds")
    @Operation(operationId = "refund", summary = "Refunds what was captured, or a part of it.")
    ResponseEntity<Object> refund(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable String reference,
            @RequestBody(required = false) Form.@Nullable Refund body) {
        Form.Refund refund = body == null ? new Form.Refund(null, null, null) : body;
        OrderCommand command = new OrderCommand.RefundPayment(reference, refund.amount(), refund.reason());
        return desk.change(caller, id, new ClientRequest("refund", reference, refund), command);
    }

    @PostMapping("/{reference}/void")
    @Operation(operationId = "voidPayment", summary = "Gives up what was authorized and not captured.")
    ResponseEntity<Object> voidPayment(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable String reference,
            @RequestBody(required = false) Form.@Nullable Void body) {
        Form.Void given = body == null ? new Form.Void(null, null) : body;
        OrderCommand command = new OrderCommand.VoidPayment(reference, Boolean.TRUE.equals(given.lapsed()));
        return desk.change(caller, id, new ClientRequest("void", reference, given), command);
    }
}
