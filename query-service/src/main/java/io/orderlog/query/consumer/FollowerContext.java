package io.orderlog.query.consumer;

import io.orderlog.query.projection.Checkpoints;
import io.orderlog.query.projection.ProjectionRunner;
import io.orderlog.query.projection.ViewsProgress;

/** What the threads that follow the log share. */
record FollowerContext(
        ViewsProperties properties,
        EventTopic topic,
        Checkpoints checkpoints,
        ProjectionRunner runner,
        ViewsProgress progress,
        ViewsMetrics metrics,
        ProjectionTraces traces,
        Outage kafka,
        Outage postgres) {}
