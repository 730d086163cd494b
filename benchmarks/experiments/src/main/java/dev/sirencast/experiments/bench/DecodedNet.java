package dev.sirencast.experiments.bench;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import java.util.List;

/**
 * A network whose decoding is measured, and the grid that it is decoded on.
 *
 * @param architecture its shape; its speed does not depend on its weights
 * @param grid as many points as its kind of signal has
 */
record DecodedNet(SirenArchitecture architecture, CoordinateGrid grid) {
  private static final CoordinateGrid PHOTOGRAPH = CoordinateGrid.of(768, 512);
  private static final CoordinateGrid VIDEO = CoordinateGrid.of(160, 90, 25);
  private static final CoordinateGrid SOUND = CoordinateGrid.of(308_207);

  /** Pictures of three sizes of network, a video and seven seconds of sound. */
  static final List<DecodedNet> ALL =
      List.of(
          new DecodedNet(new SirenArchitecture(2, 256, 3, 3, 30, 30), PHOTOGRAPH),
          new DecodedNet(new SirenArchitecture(2, 64, 2, 3, 30, 30), PHOTOGRAPH),
          new DecodedNet(new SirenArchitecture(2, 28, 9, 3, 30, 30), PHOTOGRAPH),
          new DecodedNet(new SirenArchitecture(3, 256, 3, 3, 30, 30), VIDEO),
          new DecodedNet(new SirenArchitecture(1, 256, 3, 1, 3000, 30), SOUND));

  /** The shape, as in {@code 2-256x4-3}. */
  String name() {
    return architecture.toString();
  }
}
