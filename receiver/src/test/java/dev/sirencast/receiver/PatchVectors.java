package dev.sirencast.receiver;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.LosslessPatches;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small streams in patches, for decoders in other languages. */
final class PatchVectors {
  private static final double SCALE = 4e-3;

  private PatchVectors() {}

  /** A picture whose patches at the far edges are smaller, and one of them without a network. */
  static EncodedStream picture(PacketizerOptions options) {
    return stream(new ImageFormat(8), CoordinateGrid.of(11, 7), 3, new int[] {4, 4}, 3, options);
  }

  /** The same picture, its weights as they are. */
  static EncodedStream floats(PacketizerOptions options) {
    return stream(new ImageFormat(8), CoordinateGrid.of(11, 7), 3, new int[] {4, 4}, 3, options);
  }

  /** A sound in segments. */
  static EncodedStream sound(SignalFormat format, PacketizerOptions options) {
    return stream(format, CoordinateGrid.of(30), 1, new int[] {8}, 1, options);
  }

  private static EncodedStream stream(
      SignalFormat format,
      CoordinateGrid grid,
      int components,
      int[] sizes,
      int without,
      PacketizerOptions options) {
    int axes = grid.dimensions();
    SirenArchitecture shape = new SirenArchitecture(axes, 5, 1, components, 30, 30);
    PatchFamily family = new PatchFamily(shape, List.of(3, 5), 1, 0.6f, 1, 0.2f);
    PatchGrid patches = PatchGrid.of(grid, sizes);
    SplittableRandom random = new SplittableRandom(patches.patches());
    List<@Nullable PatchWeights> networks = new ArrayList<>();
    for (int patch = 0; patch < patches.patches(); patch++) {
      float[] weights = family.initial(patch % 2);
      for (int i = 0; i < weights.length; i++) {
        weights[i] += (float) (0.2 * (random.nextDouble() - 0.5));
      }
      networks.add(
          patch == without
              ? null
              : new PatchWeights(patch % 2, patch % 3 == 0 ? 0.5f : 0.25f, weights));
    }
    SirenArchitecture base = new SirenArchitecture(axes, 6, 1, components, 30, 30);
    PatchedWeights weights =
        new PatchedWeights(SirenInitializer.initialize(base, 4), 3, patches, family, networks);
    List<Integer> order =
        IntStream.range(0, patches.patches()).filter(i -> i != without).boxed().toList();
    if (options.coding().isLossless()) {
      return Packetizer.packetize(
          new SignalDescription(format, grid, components),
          weights.base(),
          WeightOrigin.PLAIN,
          LosslessPatches.of(weights, order, Short.SIZE * options.coding().symbols()),
          options);
    }
    return Packetizer.packetize(
        new SignalDescription(format, grid, components),
        Quantizer.quantize(weights.base(), 8),
        WeightOrigin.PLAIN,
        Packetizer.fitting(
                PatchQuantizer.of(weights, order, Runnable::run, 1).quantize(SCALE), options)
            .orElseThrow(),
        options);
  }
}
