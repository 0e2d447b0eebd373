package io.orderlog.command.simulation;

import io.orderlog.command.handling.CommandOutcome;
import io.orderlog.command.handling.CommandRequest;
import io.orderlog.command.log.Confirmation;
import io.orderlog.command.log.OrderState;
import io.orderlog.command.log.Replica;
import io.orderlog.command.testing.Linearizability;
import io.orderlog.command.testing.Operation;
import io.orderlog.command.testing.OrderModel;
import io.orderlog.event.EventCodec;
import io.orderlog.event.EventMetadata;
import io.orderlog.event.RecordedEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One schedule: a few clients, instances and orders, every choice of what happens next drawn from one seed. */
final class Simulation {

    /** What one schedule was made of, to show that the faults really occurred. */
    record Statistics(int operations, int ambiguous, int superseded, int repeated, int rejected, int turnedAway, int crashes) {}

    private static final int INSTANCES = 3;
    private static final int CLIENTS = 4;
    private static final int OPERATIONS_PER_CLIENT = 4;
    private static final int ORDERS = 2;
    private static final int MAX_STEPS = 20_000;

    private record Acknowledgement(Instance to, ConsumerRecord<byte[], byte[]> record, @Nullable RecordedEvent event) {}

    private static final class Client {
        final int number;
        final long[] seen = new long[ORDERS];
        int started;
        @Nullable
        Operation running;
        @Nullable
        Operation toRepeat;

        Client(int number) {
            this.number = number;
        }
    }

    private final Random random;
    private final Mutation mutation;
    private final SimulatedLog log = new SimulatedLog();
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<UUID> orders = new ArrayList<>();
    private final List<Operation> history = new ArrayList<>();
    private final Workload workload;
    private int step;
    private int crashes;

    private Simulation(long seed, Mutation mutation) {
        this.random = new Random(seed);
        this.mutation = mutation;
        this.workload = new Workload(random);
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new Instance(log, mutation));
        }
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client(i));
        }
        for (int i = 0; i < ORDERS; i++) {
            // In some schedules they share a partition.
            orders.add(new UUID(random.nextInt(100), i + 1L));
        }
    }

    /** @throws AssertionError if the protocol broke one of its promises; the same seed always gives the same schedule */
    static Statistics run(long seed, Mutation mutation) {
        Simulation simulation = new Simulation(seed, mutation);
        try {
            simulation.play();
            return simulation.check();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed %d, %s: %s%n%s".formatted(
                    seed, mutation, e.getMessage(),
                    String.join(System.lineSeparator(), simulation.history.stream().map(String::valueOf).toList())), e);
        }
    }

    private void play() {
        while (step < MAX_STEPS) {
            step++;
            List<Runnable> possible = possibleSteps();
            if (possible.isEmpty()) {
                return;
            }
            possible.get(random.nextInt(possible.size())).run();
        }
        throw new AssertionError("the schedule does not end");
    }

    /** Progress is offered more often than faults, so that schedules get somewhere. */
    private List<Runnable> possibleSteps() {
        List<Runnable> steps = new ArrayList<>();
        boolean faults = false;
        for (Client client : clients) {
            if (client.running == null && (client.started < OPERATIONS_PER_CLIENT || client.toRepeat != null)) {
                steps.add(() -> start(client));
                faults = true;
            }
            faults |= client.running != null;
        }
        for (SimulatedLog.Send send : log.sends) {
            often(steps, () -> deliver(send, true));
        }
        for (Acknowledgement acknowledgement : acknowledgements) {
            if (!acknowledgement.to().paused && !log.away) {
                steps.add(() -> receive(acknowledgement));
            }
        }
        for (Instance instance : instances) {
            if (instance.paused) {
                steps.add(() -> instance.paused = false);
            } else {
                addStepsOf(instance, steps);
            }
            if (faults && random.nextInt(8) == 0) {
                steps.add(() -> fault(instance));
            }
        }
        if (!log.sends.isEmpty() && random.nextInt(4) == 0) {
            SimulatedLog.Send send = log.sends.get(random.nextInt(log.sends.size()));
            steps.add(random.nextBoolean() ? () -> log.sends.remove(send) : () -> deliver(send, false));
        }
        if (log.away ? steps.isEmpty() || random.nextInt(8) == 0 : faults && random.nextInt(16) == 0) {
            steps.add(() -> log.away = !log.away);
        }
        return steps;
    }

    private void addStepsOf(Instance instance, List<Runnable> steps) {
        for (int partition = 0; partition < SimulatedLog.PARTITIONS; partition++) {
            int next = partition;
            if (instance.isBehind(next) && !log.away) {
                often(steps, () -> instance.readNext(next));
            }
        }
        for (Instance.Wait wait : instance.waiting.values()) {
            if (instance.canGoOn(wait)) {
                often(steps, () -> instance.run(wait.fiber));
            }
            if (!instance.canGoOn(wait) && (random.nextInt(10) == 0 || steps.isEmpty())) {
                steps.add(() -> timeOut(instance, wait));
            }
        }
    }

    private static void often(List<Runnable> steps, Runnable step) {
        steps.add(step);
        steps.add(step);
        steps.add(step);
    }

    private void start(Client client) {
        Instance instance = instances.get(random.nextInt(INSTANCES));
        CommandRequest request = client.toRepeat == null ? nextRequest(client) : client.toRepeat.request();
        boolean occupied = history.stream()
                .anyMatch(other -> other.outcome() == null && clients.get(other.client()).running == other
                        && instances.get(other.instance()) == instance && other.request().orderId().equals(request.orderId()));
        if (occupied || instance.paused) {
            return;
        }
        client.started++;
        client.toRepeat = null;
        Operation operation = new Operation(client.number, instances.indexOf(instance), request, step);
        history.add(operation);
        client.running = operation;
        instance.run(new Fiber(() -> {
            try {
                operation.returned(instance.handler.handle(request), step);
            } catch (Instance.Crash e) {
                // Nobody is told anything.
            }
            ended(client, operation);
        }));
    }

    private CommandRequest nextRequest(Client client) {
        int order = random.nextInt(ORDERS);
        return workload.next(orders.get(order), client.seen[order]);
    }

    private void ended(Client client, Operation operation) {
        client.running = null;
        if (operation.outcome() instanceof CommandOutcome.Accepted(var receipt, boolean _)) {
            client.seen[orders.indexOf(receipt.orderId())] = receipt.version();
        }
        boolean repeats = operation.isAmbiguous() ? random.nextInt(4) > 0 : random.nextInt(10) == 0;
        if (repeats && operation.request().idempotencyKey() != null && client.started < 2 * OPERATIONS_PER_CLIENT) {
            client.toRepeat = operation;
        }
    }

    private void deliver(SimulatedLog.Send send, boolean once) {
        ConsumerRecord<byte[], byte[]> record = log.deliver(send);
        if (once) {
            log.sends.remove(send);
        }
        acknowledgements.add(new Acknowledgement(send.sender(), record, send.event()));
    }

    /** It comes late, or not at all, or to a process that has forgotten what it sent. */
    private void receive(Acknowledgement acknowledgement) {
        acknowledgements.remove(acknowledgement);
        if (random.nextInt(10) > 0) {
            acknowledgement.to().acknowledged(acknowledgement.record(), acknowledgement.event());
        }
    }

    private void timeOut(Instance instance, Instance.Wait wait) {
        wait.timedOut = true;
        instance.run(wait.fiber);
    }

    private void fault(Instance instance) {
        switch (random.nextInt(3)) {
            case 0 -> instance.paused = true;
            case 1 -> instance.save();
            default -> {
                crashes++;
                instance.crash();
            }
        }
    }

    private Statistics check() {
        Replica truth = new Replica(SimulatedLog.PARTITIONS, Replica.Flaw.NONE, null);
        Set<String> answeredKeys = new HashSet<>();
        int superseded = 0;
        for (List<ConsumerRecord<byte[], byte[]>> partition : log.partitions) {
            for (ConsumerRecord<byte[], byte[]> record : partition) {
                EventMetadata metadata = EventCodec.metadata(record.key(), record.headers());
                CompletableFuture<Confirmation> verdict = truth.expect(metadata.id());
                truth.read(record);
                if (verdict.getNow(new Confirmation.Unknown()) instanceof Confirmation.Superseded) {
                    superseded += metadata.version() > 0 ? 1 : 0;
                } else if (metadata.idempotencyKey() != null
                        && !answeredKeys.add(metadata.orderId() + " " + metadata.idempotencyKey())) {
                    throw new AssertionError("the key " + metadata.idempotencyKey() + " took effect twice");
                }
            }
        }
        for (Instance instance : instances) {
            if (!IntStream.range(0, SimulatedLog.PARTITIONS).allMatch(instance::letsIn)) {
                throw new AssertionError("an instance turns everybody away");
            }
        }
        for (UUID order : orders) {
            OrderState end = truth.state(order);
            List<Operation> operations = history.stream()
                    .filter(operation -> operation.request().orderId().equals(order) && !operation.hadSurelyNoEffect())
                    .toList();
            if (!Linearizability.holds(operations, model -> agrees(model, end))) {
                throw new AssertionError("the history of order %s is not linearizable; the log ends with %s".formatted(order, end));
            }
        }
        return statistics(superseded);
    }

    private static boolean agrees(OrderModel model, @Nullable OrderState end) {
        return end == null ? model.order() == null : model.version() == end.version() && end.order().equals(model.order());
    }

    private Statistics statistics(int superseded) {
        int repeated = 0;
        int rejected = 0;
        int ambiguous = 0;
        int turnedAway = 0;
        for (Operation operation : history) {
            ambiguous += operation.isAmbiguous() ? 1 : 0;
            rejected += operation.outcome() instanceof CommandOutcome.Rejected ? 1 : 0;
            turnedAway += operation.outcome() instanceof CommandOutcome.Unavailable(String reason, var _)
                    && reason.equals("Kafka does not answer.") ? 1 : 0;
            repeated += operation.outcome() instanceof CommandOutcome.Accepted(var _, boolean again) && again ? 1 : 0;
        }
        return new Statistics(history.size(), ambiguous, superseded, repeated, rejected, turnedAway, crashes);
    }
}
