package io.orderlog.benchmarks.load;

import java.util.List;

/** What one connection does with one order, again and again. */
public enum Scenario {
    PLACE,
    PLACE_PAY_SHIP;

    List<Command> commands() {
        return switch (this) {
            case PLACE -> List.of(Command.PLACE);
            case PLACE_PAY_SHIP -> List.of(Command.PLACE, Command.PAY, Command.SHIP);
        };
    }
}
