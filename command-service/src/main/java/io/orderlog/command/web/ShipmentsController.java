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

/** An order's shipments, numbered from 1. */
@RestController
@RequestMapping(path = "/orders/{id}/shipments", produces = MediaType.APPLICATION_JSON_VALUE)
final class ShipmentsController {

    private final CommandDesk desk;

    ShipmentsController(CommandDesk desk) {
        this.desk = desk;
    }

    @PostMapping
    @Operation(operationId = "ship", summary = "Ships what is not shipped yet, or a part of it.")
    ResponseEntity<Object> ship(
            Caller caller, @PathVariable UUID id, @RequestBody(required = false) Form.@Nullable Shipment body) {
        Form.Shipment shipment = body == null ? new Form.Shipment(null, null, null, null) : body;
        OrderCommand command = new OrderCommand.Ship(
                Form.Item.quantities(shipment.lines()), shipment.carrier(), shipment.trackingNumber());
        return desk.change(caller, id, new ClientRequest("ship", shipment), command);
    }

    @PostMapping("/{number}/delivery")
    @Operation(operationId = "deliver", summary = "Tells that a shipment was delivered.")
    ResponseEntity<Object> deliver(
            Caller caller, @PathVariable UUID id, @PathVariable int number, @RequestBody(required = false) Form.@Nullable Bare body) {
        Form.Bare bare = body == null ? new Form.Bare(null) : body;
        ClientRequest asked = new ClientRequest("deliver", Integer.toString(number), bare);
        return desk.change(caller, id, asked, new OrderCommand.Deliver(number));
    }
}
