package dev.sirencast.cli.science;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.media.ImageFileWriter;
import dev.sirencast.media.TestCard;
import dev.sirencast.media.safetensors.Dtype;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsWriter;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement on a network that has learned nothing. */
class BenchCodecCommandTest {
  @TempDir Path directory;

  @BeforeEach
  void makeNetwork() throws IOException {
    SirenArchitecture architecture = new SirenArchitecture(2, 30, 4, 3, 30, 30);
    Safetensors file =
        new Safetensors(
            SirenTensors.of(SirenInitializer.initialize(architecture, 1)),
            Map.of("omega0_first", "30", "omega0_hidden", "30", "by", "me"));
    FileReplacement.write(
        directory.resolve("siren_30x5_mse.safetensors"),
        out -> SafetensorsWriter.write(file, Dtype.F32, out));
    ImageFileWriter.write(TestCard.create(24, 16), directory.resolve("kodim24_192x128.png"));
  }

  private CommandRun bench(Object... more) {
    Object[] words = {"bench", "codec", "--data", directory, "--net", "30x5", "--budget", 2700};
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void writesATableAndAPlot() throws IOException {
    Path out = directory.resolve("out");
    CommandRun run = bench("--rounding", "plain", "--tune", 5, "-o", out, "--json");
    assertEquals(0, run.exitCode(), run.err());
    JsonNode rows = run.json().get("rows");
    assertEquals(2, rows.size());
    for (JsonNode row : rows) {
      assertEquals("siren_30x5_mse", row.get("network").asText());
      long bytes = row.get("bytes").asLong();
      assertTrue(bytes > 500 && bytes <= 2700, row.toString());
    }
    assertTrue(rows.get(1).get("psnr_db").asDouble() >= rows.get(0).get("psnr_db").asDouble());
    List<String> lines = Files.readAllLines(out.resolve("codec.csv"));
    assertEquals(3, lines.size());
    assertEquals(lines.get(0).split(",").length, lines.get(2).split(",", -1).length);
    assertEquals(640, ImageIO.read(out.resolve("codec.png").toFile()).getWidth());
  }

  @Test
  void bytesAndDecibelsAreThoseOfPack() throws IOException {
    for (int budget : new int[] {1900, 2700, 3300}) {
      Object[] words = {
        "bench",
        "codec",
        "--data",
        directory,
        "--net",
        "30x5",
        "--budget",
        budget,
        "--tune",
        0,
        "--rounding",
        "compensated",
        "--json"
      };
      JsonNode row = CommandRun.of(words).json().get("rows").get(0);
      Path stream = directory.resolve("a.siren");
      CommandRun pack =
          CommandRun.of(
              "pack",
              directory.resolve("siren_30x5_mse.safetensors"),
              "-o",
              stream,
              "--reference",
              directory.resolve("kodim24_192x128.png"),
              "--bytes",
              budget,
              "--rounding",
              "compensated",
              "--json");
      assertEquals(0, pack.exitCode(), pack.err());
      assertEquals(Files.size(stream), row.get("bytes").asLong());
      assertEquals(pack.json().get("psnr_db").asDouble(), row.get("psnr_db").asDouble());
      assertTrue(row.get("bytes").asLong() <= budget, row.toString());
    }
  }

  @Test
  void namesWhatIsMissingOrUnknown() throws IOException {
    assertTrue(
        bench("--rounding", "best")
            .err()
            .contains(
                "--rounding: 'best' is not known; expected auto, nearest, gptq or gptq-refitted"));
    assertEquals(2, bench("--tune", -3).exitCode());
    assertEquals(2, bench("--budget", 0).exitCode());
    Files.delete(directory.resolve("siren_30x5_mse.safetensors"));
    CommandRun run = bench();
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("siren_30x5_mse.safetensors"), run.err());
    assertEquals(
        2, CommandRun.of("bench", "codec", "--data", directory, "--net", "31x5").exitCode());
  }
}
