package dev.sirencast.siren;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.siren.noise.WeightPerturbation;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeededTensorsTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 4, 1, 3, 30, 10, 0.5);

  private static SirenWeights zeros() {
    return SirenWeights.ofFlat(NETWORK, new float[NETWORK.parameters()]);
  }

  /** The bits that a receiver anywhere must come to: they are part of the stream's format. */
  @Test
  void initialValuesAreSpecifiedToTheBit() {
    SirenWeights initial = SirenInitializer.initialize(NETWORK, 7);
    assertArrayEquals(
        new int[] {0xbde1a0f1, 0x3dd1b3ab, 0x3f9a4efc, 0xbc9c4565},
        new int[] {
          Float.floatToRawIntBits(initial.weight(0).get(0)),
          Float.floatToRawIntBits(initial.weight(1).get(0)),
          Float.floatToRawIntBits(initial.bias(1).get(0)),
          Float.floatToRawIntBits(initial.weight(2).get(0))
        });
  }

  @Test
  void factorsChangeTheNumbersAndNotTheFunction() {
    SirenArchitecture common = new SirenArchitecture(2, 4, 1, 3, 30, 30);
    SirenWeights one = SirenInitializer.initialize(common, 7);
    SirenWeights other = SirenInitializer.initialize(NETWORK, 7);
    assertEquals(one.weight(0).get(3), other.weight(0).get(3));
    assertEquals(3 * one.weight(1).get(3), other.weight(1).get(3), 1e-6);
    assertEquals(3 * one.bias(1).get(3), other.bias(1).get(3), 1e-6);
    assertEquals(2 * one.weight(2).get(3), other.weight(2).get(3), 1e-6);
    float[] outputs = SirenNetwork.of(one).evaluate(dev.sirencast.signal.CoordinateGrid.of(5, 4));
    float[] others = SirenNetwork.of(other).evaluate(dev.sirencast.signal.CoordinateGrid.of(5, 4));
    assertArrayEquals(outputs, others, 1e-6f);
  }

  @Test
  void fillsSeededTensorsAndNoOthers() {
    SirenWeights initial = SirenInitializer.initialize(NETWORK, 7);
    SirenWeights filled = SeededTensors.firstLayerAndBiases(NETWORK, 7).fill(zeros());
    for (int tensor = 0; tensor < NETWORK.tensors(); tensor++) {
      boolean seeded = tensor == 0 || tensor % 2 == 1;
      assertArrayEquals(
          (seeded ? initial : zeros()).tensors().get(tensor).toArray(),
          filled.tensors().get(tensor).toArray());
    }
  }

  @Test
  void countsWhatIsSent() {
    assertEquals(NETWORK.parameters(), SeededTensors.none().sentWeights(NETWORK));
    assertEquals(
        NETWORK.parameters() - 4 * 2 - 4, SeededTensors.firstLayer(1).sentWeights(NETWORK));
    assertEquals(4 * 4 + 3 * 4, SeededTensors.firstLayerAndBiases(NETWORK, 1).sentWeights(NETWORK));
  }

  @Test
  void noiseLeavesSeededTensorsAndGivesTheOthersTheSame() {
    SirenWeights initial = SirenInitializer.initialize(NETWORK, 3);
    WeightPerturbation noise = new WeightPerturbation.Gaussian(0.1);
    SirenWeights all = noise.apply(initial, 5);
    SirenWeights sent = noise.apply(initial, SeededTensors.firstLayer(3), 5);
    assertArrayEquals(initial.weight(0).toArray(), sent.weight(0).toArray());
    assertArrayEquals(initial.bias(0).toArray(), sent.bias(0).toArray());
    assertArrayEquals(all.weight(1).toArray(), sent.weight(1).toArray());
    assertNotEquals(all.weight(0).get(0), sent.weight(0).get(0));
  }

  @Test
  void sortsAndRefusesNumbers() {
    assertEquals(List.of(0, 3), new SeededTensors(1, List.of(3, 0, 3)).tensors());
    assertThrows(IllegalArgumentException.class, () -> new SeededTensors(1, List.of(-1)));
    assertEquals("layers.0.weight, layers.0.bias", SeededTensors.firstLayer(1).names());
    assertEquals("none", SeededTensors.none().names());
  }
}
