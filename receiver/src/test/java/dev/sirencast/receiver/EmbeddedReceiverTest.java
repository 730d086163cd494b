package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.ImageFileWriter;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application made of the README's snippet: the receiver's closure, and what writes a PNG. */
class EmbeddedReceiverTest {
  private static final long OWN_CLASSES_LIMIT = 400_000;

  @TempDir Path directory;

  /** The receiver's classes and what Maven says they need at run time. */
  private static List<Path> closure() throws IOException {
    String others = Files.readString(Path.of("target", "runtime-classpath.txt")).strip();
    return Arrays.stream(("target/classes" + File.pathSeparator + others).split(File.pathSeparator))
        .map(Path::of)
        .map(Path::toAbsolutePath)
        .toList();
  }

  /** The closure, and the module that knows files of pictures, where that is another. */
  private static List<Path> closureAndPictures() throws Exception {
    List<Path> entries = new ArrayList<>(closure());
    Path pictures =
        Path.of(ImageFileWriter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!entries.contains(pictures)) {
      entries.add(pictures);
    }
    return entries;
  }

  private static String classPath(List<Path> entries) {
    return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
  }

  @Test
  void readmeSnippetRunsWithTheReceiversClosureAndPictures() throws Exception {
    compile(snippet("README.md", "ShowPicture"), "ShowPicture", closureAndPictures());
    EncodedStream stream = stream();
    Path picture = directory.resolve("a.png");
    run(
        "-cp",
        classPath(closureAndPictures()) + File.pathSeparator + directory,
        "ShowPicture",
        stored(stream).toString(),
        picture.toString());

    Path expected = directory.resolve("expected.png");
    ImageFileWriter.write(decoded(stream), expected);
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(picture));
  }

  @Test
  void samplesNeedTheReceiversClosureAlone() throws Exception {
    compile(snippet("docs/embedding.md", "ReadSamples"), "ReadSamples", closure());
    EncodedStream stream = stream();
    List<String> printed = runWithClosureAlone("ReadSamples", stored(stream));

    assertEquals(List.of("24x16 points, the first is " + decoded(stream).sample(0, 0)), printed);
  }

  /**
   * A run-time image for it needs no more: protobuf logs, and takes its Unsafe where there is one.
   */
  @Test
  void samplesNeedTwoModulesOfTheJdk() throws Exception {
    String program =
        """
            import dev.sirencast.receiver.SirenReceiver;
            import java.io.FileInputStream;

            public class AllSamples {
              public static void main(String[] args) throws Exception {
                SirenReceiver receiver = SirenReceiver.create();
                receiver.readFrom(new FileInputStream(args[0]));
                for (float sample : receiver.finish().reconstruct().toArray()) {
                  System.out.println(Float.floatToRawIntBits(sample));
                }
              }
            }
            """;
    compile(program, "AllSamples", closure());
    EncodedStream stream = stream();
    run(
        "--limit-modules",
        "java.base,java.logging",
        "-cp",
        classPath(closure()) + File.pathSeparator + directory,
        "AllSamples",
        stored(stream).toString());

    List<String> expected = new ArrayList<>();
    for (float sample : decoded(stream).toArray()) {
      expected.add(String.valueOf(Float.floatToRawIntBits(sample)));
    }
    assertEquals(expected, Files.readAllLines(directory.resolve("output.txt")));
  }

  @Test
  void aStreamCanBeWatchedWithTheReceiversClosureAlone() throws Exception {
    compile(snippet("docs/embedding.md", "WatchArrival"), "WatchArrival", closure());
    List<String> printed = runWithClosureAlone("WatchArrival", stored(stream()));

    String last = printed.get(printed.size() - 1);
    assertTrue(last.endsWith("about Infinity dB"), last);
  }

  /** The program of a name in a paper. */
  private static String snippet(String paper, String name) throws IOException {
    Matcher block =
        Pattern.compile(
                "```java\\R(import dev\\.sirencast\\.[^`]*?class " + name + " .*?)```",
                Pattern.DOTALL)
            .matcher(Files.readString(ProjectFile.of(paper)));
    assertTrue(block.find(), paper + " has the program " + name);
    return block.group(1);
  }

  private void compile(String program, String name, List<Path> libraries) throws IOException {
    Path source = Files.writeString(directory.resolve(name + ".java"), program);
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                classPath(libraries),
                "-proc:none",
                "-d",
                directory.toString(),
                source.toString());
    assertEquals(0, compiled);
  }

  private static EncodedStream stream() {
    Signal card = TestCard.create(24, 16);
    SirenArchitecture architecture = new SirenArchitecture(2, 16, 1, 3, 30, 30);
    return Packetizer.packetize(
        SignalDescription.of(card),
        Quantizer.quantize(SirenInitializer.initialize(architecture, 1), 8),
        PacketizerOptions.DEFAULTS);
  }

  private Path stored(EncodedStream stream) throws IOException {
    Path file = directory.resolve("a.siren");
    try (OutputStream out = Files.newOutputStream(file)) {
      stream.writeTo(out);
    }
    return file;
  }

  private static Signal decoded(EncodedStream stream) throws InvalidStreamException {
    SirenReceiver receiver = SirenReceiver.create();
    stream.frames().forEach(receiver::accept);
    return receiver.finish().reconstruct();
  }

  private List<String> runWithClosureAlone(String program, Path stream) throws Exception {
    run("-cp", classPath(closure()) + File.pathSeparator + directory, program, stream.toString());
    return Files.readAllLines(directory.resolve("output.txt"));
  }

  private void run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(output));
  }

  /** Jars on the module path, under the names that the build gives them. */
  @Test
  void aModuleCanRequireTheReceiver() throws Exception {
    List<Path> path = new ArrayList<>();
    for (Path entry : closure()) {
      path.add(Files.isRegularFile(entry) ? entry : packed(entry));
    }
    Path sources = Files.createDirectories(directory.resolve("app/app"));
    Files.writeString(
        sources.resolveSibling("module-info.java"),
        "module app { requires dev.sirencast.receiver; requires dev.sirencast.format; }");
    Files.writeString(
        sources.resolve("App.java"),
        "package app; public class App { public static void main(String[] a) {"
            + " System.out.print(dev.sirencast.receiver.SirenReceiver.create().frames()"
            + ".received()); } }");
    Path classes = directory.resolve("app-classes");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-p",
                classPath(path),
                "-d",
                classes.toString(),
                sources.resolveSibling("module-info.java").toString(),
                sources.resolve("App.java").toString());
    assertEquals(0, compiled);
    run("-p", classPath(path) + File.pathSeparator + classes, "-m", "app/app.App");
    assertEquals("0", Files.readString(directory.resolve("output.txt")).strip());
  }

  /** A folder of classes as a jar with the module's name out of its pom. */
  private Path packed(Path classes) throws IOException {
    String pom = Files.readString(classes.resolve("../../pom.xml").normalize());
    Matcher name =
        Pattern.compile("<Automatic-Module-Name>(.*?)</Automatic-Module-Name>").matcher(pom);
    assertTrue(name.find(), "a module's name in the pom of " + classes);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", name.group(1));
    Path jar = directory.resolve(name.group(1) + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      addClasses(classes, out);
    }
    return jar;
  }

  private static void addClasses(Path classes, ZipOutputStream out) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }

  /** Codec and receiver as jars: folders of classes are packed here, as the build packs them. */
  @Test
  void closureIsSmall() throws IOException {
    long ours = 0;
    for (Path entry : closure()) {
      assertFalse(entry.toString().matches(".*(djl|netty|pytorch|slf4j).*"), entry.toString());
      boolean ownCode =
          entry.toString().matches(".*(target.classes|sirencast-(format|receiver).*)");
      ours += ownCode && !entry.toString().contains("proto") ? jarSize(entry) : 0;
    }
    assertTrue(ours > 0 && ours < OWN_CLASSES_LIMIT, "format and receiver take " + ours + " bytes");
  }

  private static long jarSize(Path entry) throws IOException {
    if (Files.isRegularFile(entry)) {
      return Files.size(entry);
    }
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar)) {
      addClasses(entry, zip);
    }
    return jar.size();
  }
}
