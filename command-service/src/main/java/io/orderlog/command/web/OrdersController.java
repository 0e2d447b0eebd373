package io.orderlog.command.web;

import io.orderlog.command.decision.OrderCommand;
import io.orderlog.order.LineQuantity;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An order as a whole. */
@RestController
@RequestMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
final class OrdersController {

    private static final Form.Bare NOTHING = new Form.Bare(null);

    private final CommandDesk desk;
    private final FormReader forms;

    OrdersController(CommandDesk desk, FormReader forms) {
        this.desk = desk;
        this.forms = forms;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "place", summary = "Places an order.")
    ResponseEntity<Object> place(Caller caller, @RequestBody Form.Placement placement) {
        return desk.place(caller, placement);
    }

    @PatchMapping(path = "/{id}", consumes = {FormConverter.MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    @Operation(operationId = "revise", summary = "Changes the contents before the first shipment, by JSON Merge Patch.")
    ResponseEntity<Object> revise(Caller caller, @PathVariable UUID id, @RequestBody Form.Patch patch) {
        ContentsPatch change = new ContentsPatch(forms, patch.merge());
        return desk.change(caller, id, new ClientRequest("revise", patch), new OrderCommand.Revise(change::apply));
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "cancelByDelete", summary = "Cancels the whole order before the first shipment.")
    ResponseEntity<Object> cancelByDelete(Caller caller, @PathVariable UUID id, @RequestBody(required = false) Form.@Nullable Bare bare) {
        return cancel(caller, id, new Form.Cancellation(null, null, orNothing(bare).effectiveAt()));
    }

    @PostMapping("/{id}/cancellation")
    @Operation(operationId = "cancel", summary = "Cancels the whole order, or what is not shipped of the lines that are named.")
    ResponseEntity<Object> cancel(
            Caller caller, @PathVariable UUID id, @RequestBody(required = false) Form.@Nullable Cancellation body) {
        Form.Cancellation cancellation = body == null ? new Form.Cancellation(null, null, null) : body;
        List<LineQuantity> lines = Form.Item.quantities(cancellation.lines());
        OrderCommand command = lines == null
                ? new OrderCommand.Cancel(cancellation.reason())
                : new OrderCommand.CancelLines(lines, cancellation.reason());
        return desk.change(caller, id, new ClientRequest("cancel", cancellation), command);
    }

    @PostMapping(path = "/{id}/hold", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "hold", summary = "Puts the order on hold: nothing is shipped.")
    ResponseEntity<Object> hold(Caller caller, @PathVariable UUID id, @RequestBody Form.Hold hold) {
        return desk.change(caller, id, new ClientRequest("hold", hold), new OrderCommand.Hold(hold.reason()));
    }

    @DeleteMapping("/{id}/hold")
    @Operation(operationId = "release", summary = "Ends the hold.")
    ResponseEntity<Object> release(Caller caller, @PathVariable UUID id, @RequestBody(required = false) Form.@Nullable Bare bare) {
        return desk.change(caller, id, new ClientRequest("release", orNothing(bare)), new OrderCommand.Release());
    }

    @PostMapping("/{id}/closure")
    @Operation(operationId = "close", summary = "Closes a settled order.")
    ResponseEntity<Object> close(Caller caller, @PathVariable UUID id, @RequestBody(required = false) Form.@Nullable Bare bare) {
        return desk.change(caller, id, new ClientRequest("close", orNothing(bare)), new OrderCommand.Close());
    }

    private static Form.Bare orNothing(Form.@Nullable Bare bare) {
        return Objects.requireNonNullElse(bare, NOTHING);
    }
}
