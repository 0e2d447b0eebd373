package io.orderlog.command.simulation;

import io.orderlog.command.log.Replica.Flaw;

/** Ways to break the protocol. The simulation must notice every one of them, or it proves nothing. */
enum Mutation {
    NONE(""),
    /** A rejection is given on whatever state there is. */
    NO_READ_BARRIER("is not linearizable"),
    /** An acknowledged event is taken for a valid one. */
    NO_READ_BACK("is not linearizable"),
    /** After another instance was first, the same event is appended as the next version. */
    NO_NEW_DECISION("took effect twice"),
    /** A time-out is answered as if nothing was written. */
    TIME_OUT_IS_A_NO("is not linearizable"),
    /** An event is sent before it turns out that nobody waits for it, because the log does not answer. */
    SENT_ALTHOUGH_TURNED_AWAY("is not linearizable"),
    /** A read barrier that was written for an earlier command will do. */
    OLD_READ_BARRIER("is not linearizable"),
    /** The states forget which requests were answered. */
    KEYS_NOT_KEPT(Flaw.FORGETS_REQUESTS, "is not linearizable"),
    /** The last writer of a version wins. */
    LAST_WRITER_WINS(Flaw.LAST_WRITER_WINS, "can't be trusted"),
    /** After a crash the position is newer than the states. */
    CHECKPOINT_NOT_ATOMIC(Flaw.CHECKPOINT_NOT_ATOMIC, "can't be trusted"),
    /** A record of one's own is applied although the ones before it were not. */
    OWN_RECORDS_OUT_OF_ORDER(Flaw.OWN_RECORDS_OUT_OF_ORDER, "can't be trusted");

    final Flaw flaw;

    /** What a schedule that catches it says. */
    final String symptom;

    Mutation(String symptom) {
        this(Flaw.NONE, symptom);
    }

    Mutation(Flaw flaw, String symptom) {
        this.flaw = flaw;
        this.symptom = symptom;
    }
}
