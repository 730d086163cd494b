package dev.sirencast.quantization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantizedNetworkTest {
  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 6, 1, 3, 30, 30);
  private static final SirenWeights WEIGHTS = SirenInitializer.initialize(SHAPE, 3);

  @Test
  void weightsAreSymbolsTimesSteps() {
    QuantizedNetwork network = Quantizer.quantize(WEIGHTS, 8);
    SirenWeights weights = network.dequantize();
    for (int id = 0; id < SHAPE.tensors(); id++) {
      QuantizedTensor tensor = network.tensors().get(id);
      float[] values = new float[tensor.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.symbol(i) * tensor.step();
      }
      WeightTensor decoded = weights.tensors().get(id);
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i], decoded.get(i));
      }
    }
  }

  @Test
  void whatIsSeededComesFromItsSeed() {
    SeededTensors seeded = SeededTensors.firstLayer(9);
    SirenWeights weights = Quantizer.quantize(WEIGHTS, seeded, 8).dequantize();
    assertArrayEquals(
        seeded.fill(WEIGHTS).tensors().get(0).toArray(), weights.tensors().get(0).toArray());
  }

  @Test
  void refusesTensorsThatAreNotTheNetworks() {
    List<QuantizedTensor> tensors = new ArrayList<>(Quantizer.quantize(WEIGHTS, 8).tensors());
    List<QuantizedTensor> missing = tensors.subList(1, tensors.size());
    assertEquals(
        "2-6x2-3 has 6 tensors, got 5",
        assertThrows(IllegalArgumentException.class, () -> QuantizedNetwork.of(SHAPE, missing))
            .getMessage());
    Collections.swap(tensors, 0, 2);
    assertEquals(
        "layers.0.weight is 6x2, got 6x6",
        assertThrows(IllegalArgumentException.class, () -> QuantizedNetwork.of(SHAPE, tensors))
            .getMessage());
  }
}
