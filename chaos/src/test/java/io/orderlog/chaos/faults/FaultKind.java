package io.orderlog.chaos.faults;

/** The ways in which things break. */
public enum FaultKind {
    INSTANCE_ENDED("an instance is ended (SIGTERM) and started again"),
    INSTANCE_KILLED("an instance is killed (kill -9) and started again"),
    INSTANCE_STOPPED("an instance sleeps (SIGSTOP) for longer than every time-out and wakes up (SIGCONT)"),
    INSTANCE_CUT_OFF("nothing gets through between an instance and the brokers"),
    ANSWERS_LOST("what the brokers answer to an instance does not arrive, what it sends does"),
    CONNECTIONS_TORN("all connections between an instance and the brokers are closed, and new ones too"),
    DISK_FULL("the disk of an instance's states is full"),
    FULL_AT_START("an instance is killed and started on a full disk"),
    STATES_GONE("an instance is killed and started with an empty states directory"),
    BROKER_RESTARTED("a broker is ended and started"),
    BROKER_KILLED("a broker is killed (kill -9) and started again"),
    BROKER_STOPPED("a broker sleeps (SIGSTOP) until others lead what it led, and wakes up (SIGCONT)"),
    LEADERS_MOVED("every partition gets another leader");

    private final String meaning;

    FaultKind(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    public boolean isOfBroker() {
        return compareTo(BROKER_RESTARTED) >= 0;
    }

    boolean needsSmallDisk() {
        return this == DISK_FULL || this == FULL_AT_START;
    }
}
