package dev.sirencast.encoder;

import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;

/** Networks that tests encode. */
final class TrainedNetworks {
  /** Where they are evaluated. */
  static final CoordinateGrid GRID = CoordinateGrid.of(16, 12);

  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 10, 1, 3, 30, 30);
  private static final int LEVELS = 16;

  private TrainedNetworks() {}

  private static SirenWeights picture() {
    return SirenInitializer.initialize(SHAPE, 5);
  }

  /** A network without a signal. */
  static TrainedNetwork alone() {
    return TrainedNetwork.of(picture(), new SignalDescription(new ImageFormat(8), GRID, 3));
  }

  /** Another network of the same shape. */
  static TrainedNetwork other() {
    SirenWeights weights = SirenInitializer.initialize(SHAPE, 6);
    return TrainedNetwork.of(weights, alone().description());
  }

  /** A network with the signal that it nearly reconstructs: its own in few levels. */
  static TrainedNetwork withSignal() {
    Signal own = SirenNetwork.of(picture()).reconstruct(new ImageFormat(8), GRID);
    float[] samples = own.toArray();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.round(samples[i] * LEVELS) / (float) LEVELS;
    }
    return TrainedNetwork.of(
        picture(), Signal.of(own.format(), own.grid(), own.components(), samples));
  }
}
