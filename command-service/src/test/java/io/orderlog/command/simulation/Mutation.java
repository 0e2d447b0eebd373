package io.orderlog.command.simulation;

/** Ways to break the protocol. The simulation must notice every one of them, or it proves nothing. */
enum Mutation {
    NONE(""),
    /** A rejection is given on whatever state there is. */
    NO_READ_BARRIER("is not linearizable"),
    /** An acknowledged event is taken for a valid one. */
    NO_READ_BACK("is not linearizable"),
    /** After another instance was first, the same event is appended as the next version. */
    NO_NEW_DECISION("is not linearizable"),
    /** The states forget which requests were answered. */
    KEYS_NOT_KEPT("is not linearizable"),
    /** The last writer of a version wins. */
    LAST_WRITER_WINS("does not carry the hash of the record before it"),
    /** After a crash the position is newer than the states. */
    CHECKPOINT_NOT_ATOMIC("goes from version"),
    /** A time-out is answered as if nothing was written. */
    TIME_OUT_IS_A_NO("is not linearizable"),
    /** The barrier waits for an end of the log that was fetched for an earlier command. */
    OLD_END_OF_LOG("is not linearizable");

    /** What the first schedule that catches it says. */
    final String symptom;

    Mutation(String symptom) {
        this.symptom = symptom;
    }
}
