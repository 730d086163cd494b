package dev.sirencast.rounding;

import dev.sirencast.siren.SeededTensors;

/**
 * The inputs of a layer whose weights are rounded: those of its matrix, the constant one of its
 * bias, both, or none where a seed says what they are.
 *
 * @param first the first of them
 * @param end the one after the last
 */
record FreeInputs(int first, int end) {

  /** Returns the free inputs of a layer that has {@code inputs} with the constant one. */
  static FreeInputs of(SeededTensors seeded, int layer, int inputs) {
    int first = seeded.contains(2 * layer) ? inputs - 1 : 0;
    int end = seeded.contains(2 * layer + 1) ? inputs - 1 : inputs;
    return new FreeInputs(first, Math.max(first, end));
  }

  /** How many there are. */
  int size() {
    return end - first;
  }
}
