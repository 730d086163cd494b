package dev.sirencast.media.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SirenTensorsTest {
  private static final int FEATURES = 3;

  /** A network of layers with these names, in which all numbers of layer l are l. */
  private static Map<String, Safetensors.Tensor> network(String... layers) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (int layer = 0; layer < layers.length; layer++) {
      int columns = layer == 0 ? 2 : FEATURES;
      int rows = layer == layers.length - 1 ? 1 : FEATURES;
      tensors.put(layers[layer] + ".bias", filled(layer, rows));
      tensors.put(layers[layer] + ".weight", filled(layer, rows, columns));
    }
    return tensors;
  }

  private static Safetensors.Tensor filled(float value, Integer... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[size];
    Arrays.fill(values, value);
    return new Safetensors.Tensor(List.of(shape), values);
  }

  private static void assertUnderstood(String... layers) {
    List<Map.Entry<String, Safetensors.Tensor>> shuffled =
        new ArrayList<>(network(layers).entrySet());
    Collections.reverse(shuffled);
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    shuffled.forEach(entry -> tensors.put(entry.getKey(), entry.getValue()));
    SirenTensors found = SirenTensors.find(tensors);
    SirenWeights weights = found.weights(found.architecture(30, 30, 1));
    assertEquals("2-3x" + (layers.length - 1) + "-1", weights.architecture().toString());
    for (int layer = 0; layer < layers.length; layer++) {
      assertEquals(layer, weights.weight(layer).get(0), layers[layer]);
      assertEquals(layer, weights.bias(layer).get(0), layers[layer]);
    }
    assertEquals(layers[0] + " to " + layers[layers.length - 1], found.layersText());
  }

  private static void assertRefused(Map<String, Safetensors.Tensor> tensors, String... words) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SirenTensors.find(tensors)).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), "'" + word + "' in: " + message);
    }
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void understandsTheNamesOfOtherPrograms() {
    assertUnderstood("layers.0", "layers.1", "layers.2");
    assertUnderstood("net.0.linear", "net.1.linear", "last_layer.linear");
    assertUnderstood("net.0", "net.1", "net.2", "last_layer");
    assertUnderstood("layers.0", "last_layer");
    assertUnderstood("net.net.0.0", "net.net.1.0", "net.net.2.0");
    assertUnderstood("net.net.0.0", "net.net.1.0", "net.net.2");
    assertUnderstood("0", "2", "4");
  }

  @Test
  void countsWholeComponentsAsNumbersOnly() {
    assertUnderstood("siren2.net.0", "siren2.net.1", "siren2.net.2");
    assertUnderstood("model_28.layers.3", "model_28.layers.4", "model_28.layers.10");
    assertUnderstood("fc1x.0", "fc0x.1", "my_last_layer.2");
  }

  @Test
  void countsNumbersAtTheEndOfComponentsToo() {
    assertUnderstood("fc1", "fc2", "fc10");
    assertUnderstood("net.linear_0", "net.linear_1", "net.final_linear");
    assertUnderstood("first_layer", "hidden1", "hidden2", "output");
    assertUnderstood("module._orig_mod.siren.layers.0", "module._orig_mod.siren.layers.1");
  }

  @Test
  void placesNamesWithoutNumbersByTheirShapes() {
    assertUnderstood("encode", "blocks.0", "blocks.1", "decode");
  }

  @Test
  void leavesOutWhatIsNoLayers() {
    Map<String, Safetensors.Tensor> tensors = network("net.0", "net.1", "net.2");
    tensors.put("grid", filled(0, 12, 2));
    tensors.put("embedding.weight", filled(0, 9, 4));
    tensors.put("optim.exp_avg.net.0.weight", filled(0, 3, 2));
    assertEquals(
        "'grid' (12x2), 'embedding.weight' (9x4), 'optim.exp_avg.net.0.weight' (3x2)",
        SirenTensors.find(tensors).leftText());
  }

  @Test
  void refusesNormalisationAmongTheLayers() {
    Map<String, Safetensors.Tensor> tensors = network("net.0", "net.2", "net.4");
    tensors.put("net.1.weight", filled(1, 3));
    tensors.put("net.1.bias", filled(0, 3));
    assertRefused(tensors, "'net.1.weight' is 3", "normalisation");
  }

  @Test
  void listsWhatIsThereWhereNoLayersAre() {
    assertRefused(
        Map.of("grid", filled(0, 4, 2)), "holds no layers, only 'grid'", "layers.0.weight");
    assertRefused(Map.of(), "holds no layers, only nothing");
  }

  @Test
  void ordersLayersByNumberNotByText() {
    assertUnderstood("layers.2", "layers.9", "layers.10", "layers.100", "last_layer");
    assertUnderstood("model.0.net.9", "model.0.net.11", "model.0.last_layer");
  }

  @Test
  void refusesNumbersThatAreTooLong() {
    assertRefused(
        network("layers.0", "layers.99999999999"), "'layers.99999999999'", "11 digits", "9");
    assertUnderstood("layers.0", "layers.999999999", "last_layer");
  }

  @Test
  void refusesTwoNamesOfOneLayer() {
    Map<String, Safetensors.Tensor> tensors = network("a.0", "a.1");
    tensors.put("b.0.weight", filled(0, 4, 2));
    tensors.put("b.0.bias", filled(0, 4));
    tensors.put("a.1.weight", filled(0, 1, 5));
    assertRefused(tensors, "'a.0.weight'", "'b.0.weight'", "same layer");
  }

  @Test
  void namesWhatIsMissingOrDoesNotFit() {
    Map<String, Safetensors.Tensor> tensors = network("a.0", "a.1");
    tensors.remove("a.1.bias");
    assertRefused(tensors, "no bias", "'a.1.weight'");
    tensors.put("a.1.bias", filled(0, 7));
    assertRefused(tensors, "'a.1.bias' is 7, expected 1");
    tensors.put("a.1.weight", filled(0, 1, 9));
    assertRefused(tensors, "'a.1.weight' is 1x9", "F = 3");
    assertRefused(network("a.0"), "two layers or more, got 1");
    assertRefused(Map.of("a.0.scale", filled(0, 1)), "'a.0.scale'");
  }

  @Test
  void namesWeightsThatAreNotFinite() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      Map<String, Safetensors.Tensor> tensors = network("net.0.linear", "last_layer.linear");
      tensors.put("last_layer.linear.weight", filled(value, 1, 3));
      assertRefused(tensors, "'last_layer.linear.weight' holds " + value, "finite");
    }
  }

  @Test
  void namesWeightsThatAreNoHalves() {
    Map<String, Safetensors.Tensor> tensors = network("a.0", "a.1");
    SirenTensors zeros = SirenTensors.find(tensors);
    zeros.requireHalves(zeros.weights(zeros.architecture(30, 30, 1)));
    tensors.put("a.0.weight", filled(0.1f, 3, 2));
    SirenTensors found = SirenTensors.find(tensors);
    SirenWeights weights = found.weights(found.architecture(30, 30, 1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> found.requireHalves(weights))
            .getMessage();
    assertTrue(message.contains("'a.0.weight' holds 0.1"), message);
  }

  @Test
  void keepsMessagesShortWhateverTheNames() {
    String name = "x\n\u0085\u2028".repeat(1000) + ".weight";
    Map<String, Safetensors.Tensor> tensors = Map.of(name, filled(0, 3, 2));
    String message =
        assertThrows(IllegalArgumentException.class, () -> SirenTensors.find(tensors)).getMessage();
    assertTrue(message.length() < 200, message);
    assertTrue(message.matches("[^\\p{Cc}\\u2028\\u2029]*"), message);
  }
}
