package dev.sirencast.media.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.siren.SirenWeights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Checkpoints that the safetensors package wrote; the README beside them says how. */
class CheckpointFilesTest {
  private static Safetensors file(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CheckpointFilesTest.class.getResourceAsStream(name), name)) {
      byte[] bytes = in.readAllBytes();
      return SafetensorsReader.read(new ByteArrayInputStream(bytes), bytes.length, name);
    }
  }

  private static SirenTensors assertTheNetwork(String name, double tolerance) throws IOException {
    SirenTensors found = SirenTensors.find(file(name));
    SirenWeights weights = found.weights(found.architecture(30, 30, 1));
    assertEquals("2-8x2-1", weights.architecture().toString());
    for (int t = 0; t < 6; t++) {
      float[] values = weights.tensors().get(t).toArray();
      for (int i = 0; i < values.length; i++) {
        assertEquals(Math.sin(1 + 7 * t + i) / 4, values[i], tolerance, t + "[" + i + "]");
      }
    }
    return found;
  }

  @Test
  void readsDoublesOfANotebook() throws IOException {
    SirenTensors found = assertTheNetwork("notebook-f64.safetensors", 1e-8);
    assertEquals("net.0.linear to net.2", found.layersText());
    assertEquals("", found.leftText());
  }

  @Test
  void leavesOutABufferOfCoordinates() throws IOException {
    SirenTensors found = assertTheNetwork("wrapper-f16.safetensors", 1e-4);
    assertEquals("net.layers.0 to net.last_layer", found.layersText());
    assertEquals("'grid' (12x2)", found.leftText());
  }

  @Test
  void leavesOutWhatATrainingLoopKeeps() throws IOException {
    SirenTensors found = assertTheNetwork("loop-bf16.safetensors", 1e-3);
    assertEquals("model._orig_mod.fc1 to model._orig_mod.fc3", found.layersText());
    for (String left :
        new String[] {
          "'epoch' (I64)",
          "'done' (BOOL)",
          "'optimizer.state.0.step' (scalar)",
          "'optimizer.exp_avg.fc1.weight' (8x2)"
        }) {
      assertTrue(found.leftText().contains(left), found.leftText());
    }
  }

  @Test
  void listsTheNetworksOfWhichOneIsMeant() {
    assertRefused(
        "two-networks.safetensors",
        "holds 2 networks, expected one: ema.0 to ema.2; model.0 to model.2");
  }

  @Test
  void namesLayersWhoseNumbersAreNoFloats() {
    assertRefused(
        "int8-layer.safetensors", "tensor 'layers.1.weight' is I8, expected F32, F16, BF16 or F64");
  }

  private static void assertRefused(String name, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> SirenTensors.find(file(name)))
            .getMessage());
  }

  @Test
  void saysHowOtherFilesBecomeSafetensors() {
    assertForeign(
        "a.pt", "PK\3\4\0\0\10\10", "a PyTorch checkpoint", "load('a.pt'", "'a.safetensors'");
    assertForeign("a b.pt", "PK\3\4\0\0\10\10", "torch.load('IN'", "'OUT.safetensors'");
    assertForeign("a.pth", "\u0080\2\u008a\nl\u00fc\u009cF", "a PyTorch checkpoint");
    assertForeign("a.npz", "PK\3\4\24\0\0\0", "NumPy arrays", "numpy.load('a.npz')");
    assertForeign("a.npy", "\u0093NUMPY\1\0", "one NumPy array");
    assertForeign("a.h5", "\u0089HDF\r\n\32\n", "an HDF5 file");
  }

  private static void assertForeign(String name, String head, String... words) {
    byte[] bytes = (head + "more").getBytes(StandardCharsets.ISO_8859_1);
    IOException e =
        assertThrows(
            IOException.class,
            () -> SafetensorsReader.read(new ByteArrayInputStream(bytes), bytes.length, name));
    assertTrue(e.getMessage().startsWith(name + ": "), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), e.getMessage());
    }
  }
}
