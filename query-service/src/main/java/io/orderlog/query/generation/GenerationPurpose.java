package io.orderlog.query.generation;

/** What a generation is for. */
public enum GenerationPurpose {
    /** To become the live views. */
    VIEWS,
    /** To be asked what the views would have said at some time, and then to be thrown away. */
    SCRATCH
}
