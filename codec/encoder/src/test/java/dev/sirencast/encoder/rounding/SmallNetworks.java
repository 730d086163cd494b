package dev.sirencast.encoder.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.util.List;

/** Networks that tests round. */
public final class SmallNetworks {
  /** Where they are evaluated. */
  public static final CoordinateGrid GRID = CoordinateGrid.of(24, 20);

  private SmallNetworks() {}

  /** A network of a picture. */
  public static SirenWeights picture() {
    return SirenInitializer.initialize(new SirenArchitecture(2, 12, 2, 3, 30, 30), 5);
  }

  /** The weights that symbols stand for. */
  public static SirenWeights of(List<QuantizedTensor> tensors, SirenWeights like) {
    return SirenWeights.of(
        like.architecture(), tensors.stream().map(QuantizedTensor::dequantize).toList());
  }
}
