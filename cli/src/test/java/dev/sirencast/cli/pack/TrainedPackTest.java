package dev.sirencast.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Trained weights, out of the folder that the system property {@code sirencast.data} names, through
 * a stream to the picture; skipped where there is none.
 */
class TrainedPackTest {
  private static final Path WEIGHTS =
      Path.of(System.getProperty("sirencast.data", "../../shared/data"), "weights");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "siren_30x5_mse, 27.65",
    "siren_28x10_mse, 30.65",
    "siren_256x4_mse, 39.10",
    "siren_256x4_noise1e-3, 32.57"
  })
  void showsThePictureThatTheWeightsStandFor(String name, double psnr) throws IOException {
    Path file = WEIGHTS.resolve(name + ".safetensors");
    Path picture = WEIGHTS.resolve("kodim24_192x128.png");
    assumeTrue(Files.exists(file) && Files.exists(picture), () -> "no " + file);
    Path stream = directory.resolve("a.siren");
    CommandRun packed = CommandRun.of("pack", file, "-o", stream, "--lane", "float32");
    assertEquals(0, packed.exitCode(), packed.err());
    // These files say their convention in words of their own.
    assertTrue(packed.err().contains("taken for it: coordinates xy, outputs -1..1"), packed.err());
    assertTrue(packed.out().contains("omega0 30 and 30 from the metadata"), packed.out());
    Path decoded = directory.resolve("a.png");
    JsonNode json =
        CommandRun.of("decode", stream, "-o", decoded, "--reference", picture, "--json").json();
    assertEquals(psnr, json.get("psnr_db").asDouble(), 0.02);
  }
}
