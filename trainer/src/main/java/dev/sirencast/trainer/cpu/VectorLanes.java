package dev.sirencast.trainer.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of {@link VectorTrainingKernel}, and how they lie in a {@link PanelBuffer}. */
final class VectorLanes {
  /** A constant of the class, without which C2 would box every vector. */
  static final VectorSpecies<Float> SPECIES = species(TrainingKernels.requestedBits());

  static final int LANES = SPECIES.length();

  /** Points that are computed at once: two vectors. */
  static final int PANEL = 2 * LANES;

  /** Values between two vectors of a row. */
  static final int STEP = 4 * LANES;

  private VectorLanes() {}

  private static VectorSpecies<Float> species(int bits) {
    return bits == 0
        ? FloatVector.SPECIES_PREFERRED
        : VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
  }

  /** The vectors that hold some points, an even number. */
  static int vectors(int points) {
    return (points + PANEL - 1) / PANEL * 2;
  }

  static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
