/**
 * Signals as many small networks, one for each patch of the grid, on top of a base network: their
 * grid, weights, evaluation, and how a packet holds them.
 */
@NullMarked
package dev.sirencast.patch;

import org.jspecify.annotations.NullMarked;
