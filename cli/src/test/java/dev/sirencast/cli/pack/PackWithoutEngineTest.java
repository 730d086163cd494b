package dev.sirencast.cli.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.Main;
import dev.sirencast.media.safetensors.Dtype;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsWriter;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code pack} where there is no DJL and no libtorch at all: it never asks for a class of theirs.
 */
class PackWithoutEngineTest {
  @TempDir Path directory;

  /** The class path of the tests without the engine. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !isEngine(entry))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isEngine(String entry) {
    return entry.replace('\\', '/').matches(".*/(ai/djl/|pytorch-|net/java/dev/jna/).*");
  }

  @Test
  void theTestsThemselvesHaveTheEngine() {
    assertTrue(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .anyMatch(PackWithoutEngineTest::isEngine));
    assertFalse(classPath().contains("djl"), classPath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--bits 8", "--bytes 900 --reference testcard:24x16", "--coding float32"})
  void packsWithoutTheEngine(String options) throws Exception {
    Path input = directory.resolve("in.safetensors");
    SirenArchitecture network = new SirenArchitecture(2, 12, 1, 3, 30, 30);
    try (OutputStream out = Files.newOutputStream(input)) {
      Safetensors content =
          new Safetensors(SirenTensors.of(SirenInitializer.initialize(network, 5)), Map.of());
      SafetensorsWriter.write(content, Dtype.F32, out);
    }
    Path stream = directory.resolve("a.siren");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), Main.class.getName(), "pack", input.toString()));
    command.addAll(List.of("-o", stream.toString(), "--grid", "24x16"));
    command.addAll(List.of(options.split(" ")));
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(output));
    assertTrue(Files.size(stream) > 0);
  }
}
