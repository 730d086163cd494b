package dev.sirencast.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it was built, with this module beside it: both engines give the same. */
class ProgramTest {
  private static final Path CLI = Path.of("..", "cli", "target");

  @TempDir Path folder;

  @BeforeEach
  void requireProgram() {
    // The whole build has it; a build of this module alone need not.
    assumeTrue(Files.exists(CLI.resolve("sirencast-cli.jar")), "the program has not been built");
  }

  private String run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@jvm.options");
    command.addAll(List.of("-Xmx512m", "-Djava.awt.headless=true"));
    command.add("-Dsirencast.spark.lib=" + System.getProperty("sirencast.spark.lib"));
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            SparkInstallation.ownJar().toString(),
            CLI.resolve("sirencast-cli.jar").toString(),
            CLI.resolve("lib") + File.separator + "*"));
    command.add("dev.sirencast.cli.Main");
    command.addAll(List.of(words));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("SPARK_HOME");
    int code = builder.start().waitFor();
    assertEquals(0, code, () -> String.join(" ", words) + ": " + read(err));
    return read(out);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<String> digests(Path results) throws IOException {
    return Pattern.compile("\"digest\":\"[0-9a-f]{64}\"")
        .matcher(Files.readString(results))
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  @Test
  void encodesToTheSameBytes() throws Exception {
    for (String engine : List.of("local", "spark")) {
      run(
          "encode-batch",
          "testcard:24x16",
          "testcard:16x24",
          "testcard:20x20",
          "-o",
          folder.resolve(engine).toString(),
          "--effort",
          "fast",
          "--engine",
          engine);
    }
    List<String> local = digests(folder.resolve("local/results.jsonl"));
    assertEquals(3, local.size());
    assertEquals(local, digests(folder.resolve("spark/results.jsonl")));
    assertTrue(Files.size(folder.resolve("spark/results.parquet")) > 0);
  }

  @Test
  void simulatesToTheSameNumbers() throws Exception {
    String stream = folder.resolve("a.siren").toString();
    run("encode", "testcard:24x16", "-o", stream, "--effort", "fast");
    List<String> points = new ArrayList<>();
    for (String engine : List.of("local", "spark")) {
      String json =
          run(
              "simulate",
              stream,
              "--reference",
              "testcard:24x16",
              "--sweep",
              "loss=1%..30%:3",
              "--trials",
              "9",
              "--json",
              "--engine",
              engine);
      points.add(json.substring(json.indexOf("\"points\""), json.indexOf("\"version\"")));
    }
    assertEquals(points.get(0), points.get(1));
  }
}
