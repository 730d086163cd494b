package dev.sirencast.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.util.List;

/** Networks that tests round. */
final class SmallNetworks {
  static final CoordinateGrid GRID = CoordinateGrid.of(24, 20);

  private SmallNetworks() {}

  static SirenWeights picture() {
    return SirenInitializer.initialize(new SirenArchitecture(2, 12, 2, 3, 30, 30), 5);
  }

  static SirenWeights of(List<QuantizedTensor> tensors, SirenWeights like) {
    return SirenWeights.of(
        like.architecture(), tensors.stream().map(QuantizedTensor::dequantize).toList());
  }
}
