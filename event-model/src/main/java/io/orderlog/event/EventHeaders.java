package io.orderlog.event;

import java.util.List;

/** The headers of a record: CloudEvents 1.0, Kafka binding, binary mode, and ours. All values are UTF-8. */
public final class EventHeaders {

    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    public static final String SEQUENCE = "ce_sequence";
    public static final String CONTENT_TYPE = "content-type";
    public static final String EFFECTIVE_AT = "effectiveat";
    public static final String CORRELATION_ID = "correlationid";
    public static final String CAUSATION_ID = "causationid";
    public static final String ACTOR = "actor";
    public static final String IDEMPOTENCY_KEY = "idempotencykey";
    public static final String REQUEST_FINGERPRINT = "requestfingerprint";
    public static final String PREVIOUS_HASH = "previoushash";

    /** Not hashed: tracing agents on the way may rewrite it. */
    public static final String TRACEPARENT = "traceparent";

    /** The headers that the hash chain covers, in the order in which it covers them. */
    public static final List<String> HASHED = List.of(
            SPEC_VERSION,
            ID,
            TYPE,
            SOURCE,
            SUBJECT,
            TIME,
            SEQUENCE,
            CONTENT_TYPE,
            EFFECTIVE_AT,
            CORRELATION_ID,
            CAUSATION_ID,
            ACTOR,
            IDEMPOTENCY_KEY,
            REQUEST_FINGERPRINT,
            PREVIOUS_HASH);

    private EventHeaders() {}
}
