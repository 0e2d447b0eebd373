package io.orderlog.command.web;

import io.orderlog.command.decision.OrderCommand;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An order's returns, numbered from 1. */
@RestController
@RequestMapping(path = "/orders/{id}/returns", produces = MediaType.APPLICATION_JSON_VALUE)
final class ReturnsController {

    private final CommandDesk desk;

    ReturnsController(CommandDesk desk) {
        this.desk = desk;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "requestReturn", summary = "Asks to send goods back.")
    ResponseEntity<Object> requestReturn(Caller caller, @PathVariable UUID id, @RequestBody Form.Return requested) {
        OrderCommand command = new OrderCommand.RequestReturn(
                Objects.requireNonNull(Form.Item.quantities(requested.lines())), requested.reason());
        return desk.change(caller, id, new ClientRequest("return", requested), command);
    }

    @PostMapping("/{number}/receipt")
    @Operation(operationId = "receiveReturn", summary = "Tells that goods came back.")
    ResponseEntity<Object> receiveReturn(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestBody(required = false) Form.@Nullable ReturnReceipt body) {
        Form.ReturnReceipt receipt = body == null ? new Form.ReturnReceipt(null, null) : body;
        OrderCommand command = new OrderCommand.ReceiveReturn(number, Form.Item.quantities(receipt.lines()));
        return desk.change(caller, id, new ClientRequest("receive-return", Integer.toString(number), receipt), command);
    }

    @PostMapping("/{number}/refusal")
    @Operation(operationId = "refuseReturn", summary = "Refuses to take goods back.")
    ResponseEntity<Object> refuseReturn(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestBody(required = false) Form.@Nullable ReturnRefusal body) {
        Form.ReturnRefusal refusal = body == null ? new Form.ReturnRefusal(null, null, null) : body;
        OrderCommand command =
                new OrderCommand.RefuseReturn(number, Form.Item.quantities(refusal.lines()), refusal.reason());
        return desk.change(caller, id, new ClientRequest("refuse-return", Integer.toString(number), refusal), command);
    }
}
