/**
 * The order log protocol under a seeded scheduler: the production decision, fold and handler code on a simulated partition and network, where
 * messages are late, lost and doubled, and instances pause and crash; every history is checked for linearizability.
 */
@NullMarked
package io.orderlog.command.simulation;

import org.jspecify.annotations.NullMarked;
