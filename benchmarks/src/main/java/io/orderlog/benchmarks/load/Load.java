package io.orderlog.benchmarks.load;

import java.util.List;

/**
 * What the generator is asked to do.
 *
 * @param ports of the services on this machine, which share the connections evenly
 * @param token what every request shows as its {@code Authorization}
 * @param rate commands to begin in a second, evenly spaced, whatever the services answer (an open loop); 0: each connection sends its next
 *        command as soon as the last is answered (a closed loop)
 */
public record Load(List<Integer> ports, int connections, Scenario scenario, String token, double rate, double seconds) {

    public static Load closed(List<Integer> ports, int connections, Scenario scenario, double seconds) {
        return new Load(ports, connections, scenario, "none", 0, seconds);
    }

    public static Load open(List<Integer> ports, int connections, Scenario scenario, double rate, double seconds) {
        return new Load(ports, connections, scenario, "none", rate, seconds);
    }

    public Load withToken(String shown) {
        return new Load(ports, connections, scenario, shown, rate, seconds);
    }

    boolean isOpen() {
        return rate > 0;
    }
}
