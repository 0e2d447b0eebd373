package io.orderlog.query.generation;

/** Where a generation is in its life. */
public enum GenerationState {
    /** It has tables without indexes and is filled from the log in large batches. */
    BUILDING,
    /** It has reached its goal and gets its indexes; nobody fills it meanwhile. */
    INDEXING,
    /** It is complete and follows the log. */
    FOLLOWING,
    /** It has all that it is ever to have: for what is read once and thrown away. */
    FILLED,
    /** It cannot go on, and the registry says why. */
    FAILED,
    /** It was given up before it was ever live. */
    CANCELLED,
    /** It is no longer wanted. */
    RETIRED;

    /** Whether its tables are gone, or soon will be. */
    public boolean isOver() {
        return this == CANCELLED || this == RETIRED;
    }
}
