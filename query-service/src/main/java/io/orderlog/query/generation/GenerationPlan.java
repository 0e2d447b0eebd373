package io.orderlog.query.generation;

import java.util.List;

/**
 * What is wanted of a new generation.
 *
 * @param goal by partition, the end of the log now; of a scratch generation, where it ends
 */
public record GenerationPlan(GenerationPurpose purpose, Throttle throttle, boolean verify, boolean switchByItself, List<Long> goal) {}
