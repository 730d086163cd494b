package dev.sirencast.patch;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Patches for tests. */
final class TestPatches {
  private TestPatches() {}

  static PatchFamily family(int inputs, int outputs) {
    return new PatchFamily(
        new SirenArchitecture(inputs, 9, 1, outputs, 30, 30), List.of(3, 9), 5, 0.6f, 1.5f, 0.1f);
  }

  static PatchDescription description(CoordinateGrid grid, int outputs, int... sizes) {
    PatchFamily family = family(grid.dimensions(), outputs);
    int tensors = family.shape().tensors();
    PatchGrid patches = PatchGrid.of(grid, sizes);
    PatchModel narrow =
        new PatchModel(Collections.nCopies(tensors, 0.5f), Collections.nCopies(tensors, 30));
    PatchModel wide =
        new PatchModel(Collections.nCopies(tensors, 0.25f), Collections.nCopies(tensors, 40));
    return new PatchDescription(patches, 2, family, List.of(narrow, wide), patches.patches());
  }

  static PatchSymbols symbols(PatchDescription description, int patch, SplittableRandom random) {
    int width = random.nextInt(2);
    short[] symbols = new short[description.family().architecture(width).parameters()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (short) (random.nextInt(31) - 15);
    }
    if (patch % 3 == 0) {
      symbols[0] = 32767;
      symbols[1] = -32767;
    }
    return new PatchSymbols(
        patch, width, random.nextInt(64), random.nextInt(64), random.nextInt(256), symbols);
  }

  /** Random networks in all patches but every fifth. */
  static PatchedWeights weights(CoordinateGrid grid, int outputs, int... sizes) {
    PatchDescription description = description(grid, outputs, sizes);
    SplittableRandom random = new SplittableRandom(3);
    List<@Nullable PatchWeights> patches = new ArrayList<>();
    for (int i = 0; i < description.grid().patches(); i++) {
      int width = random.nextInt(2);
      float[] weights = description.family().initial(width);
      for (int k = 0; k < weights.length; k++) {
        weights[k] *= (float) (1 + random.nextDouble());
      }
      patches.add(i % 5 == 4 ? null : new PatchWeights(width, 0.5f, weights));
    }
    SirenArchitecture base = new SirenArchitecture(grid.dimensions(), 8, 1, outputs, 30, 30);
    return new PatchedWeights(
        SirenInitializer.initialize(base, 1), 2, description.grid(), description.family(), patches);
  }
}
