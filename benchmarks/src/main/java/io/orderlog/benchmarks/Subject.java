package io.orderlog.benchmarks;

import io.orderlog.benchmarks.process.Service;
import java.util.List;

/** What is measured: one service, or several instances of it that share the connections. */
record Subject(String name, List<Service> instances) {

    Subject(String name, Service service) {
        this(name, List.of(service));
    }

    List<Integer> ports() {
        return instances.stream().map(Service::port).toList();
    }
}
