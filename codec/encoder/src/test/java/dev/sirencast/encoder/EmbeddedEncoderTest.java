package dev.sirencast.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.safetensors.Dtype;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsWriter;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications made of the paper's programs: nothing but the encoder, and media for files. */
class EmbeddedEncoderTest {
  private static final String ENCODER = "(codec/)?(encoder|format|fec)/target|proto/target";
  private static final String ENCODERS_LIBRARIES = "/protobuf-java/|/zstd-jni/";
  private static final String MEDIA = "media/target|/jackson-(core|databind|annotations)/";

  @TempDir Path directory;

  /** What of the tests' class path is the encoder and what it needs, and more. */
  private static List<Path> closure(String more) {
    Pattern wanted = Pattern.compile(ENCODER + "|" + ENCODERS_LIBRARIES + more);
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> wanted.matcher(entry.replace('\\', '/')).find())
        .filter(entry -> !entry.contains("test-classes"))
        .map(Path::of)
        .toList();
  }

  private static SirenWeights weights(double omega0) {
    return SirenInitializer.initialize(new SirenArchitecture(2, 16, 1, 3, omega0, omega0), 3);
  }

  private static EncodedStream encoded(SirenWeights weights, RateTarget target) {
    SignalDescription picture =
        new SignalDescription(new ImageFormat(8), CoordinateGrid.of(24, 16), 3);
    return StreamEncoder.of(EncoderOptions.of(target))
        .encode(TrainedNetwork.of(weights, picture))
        .stream();
  }

  private static byte[] bytes(EncodedStream stream) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    stream.writeTo(out);
    return out.toByteArray();
  }

  @Test
  void aFileOfWeightsBecomesFramesWithoutAnEngine() throws Exception {
    SirenWeights weights = weights(30);
    Path file = directory.resolve("weights.safetensors");
    try (OutputStream out = Files.newOutputStream(file)) {
      SafetensorsWriter.write(new Safetensors(SirenTensors.of(weights), Map.of()), Dtype.F32, out);
    }
    Path stream = directory.resolve("a.siren");
    String printed = run("EncodeFile", closure("|" + MEDIA), file.toString(), stream.toString());

    EncodedStream expected = encoded(weights, new RateTarget.Bytes(400));
    assertEquals(expected.bytes() + " bytes, met: true", printed);
    assertArrayEquals(bytes(expected), Files.readAllBytes(stream));
  }

  @Test
  void weightsInMemoryBecomeFramesWithTheEncoderAlone() throws Exception {
    EncodedStream expected = encoded(weights(30), new RateTarget.PsnrAtLeast(35));
    assertEquals(
        expected.packets().size() + " frames, the longest of " + longest(expected) + " bytes",
        run("EncodeWeights", closure("")));
  }

  private static int longest(EncodedStream stream) {
    return stream.frames().stream().mapToInt(frame -> frame.length).max().orElseThrow();
  }

  /** Compiles and runs a program of the paper with some libraries, and returns what it prints. */
  private String run(String program, List<Path> libraries, String... arguments) throws Exception {
    String path = String.join(File.pathSeparator, libraries.stream().map(Path::toString).toList());
    Path source = Files.writeString(directory.resolve(program + ".java"), snippet(program));
    String classes = directory.toString();
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", path, "-proc:none", "-d", classes, source.toString()));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", path + File.pathSeparator + classes, program));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    String printed = Files.readString(output).strip();
    assertEquals(0, process.exitValue(), printed);
    return printed;
  }

  /** The program of a name in the paper. */
  private static String snippet(String name) throws IOException {
    Path paper = Path.of("..", "..", "docs", "embedding.md");
    Matcher block =
        Pattern.compile("```java\\R(import [^`]*?class " + name + " .*?)```", Pattern.DOTALL)
            .matcher(Files.readString(paper));
    assertTrue(block.find(), paper + " has the program " + name);
    return block.group(1);
  }
}
