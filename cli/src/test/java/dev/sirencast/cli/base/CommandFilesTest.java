package dev.sirencast.cli.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Main;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** No command writes over what it reads, or over what else it writes. */
class CommandFilesTest {
  /** Options of texts that name no file. */
  private static final Set<String> NO_FILES =
      Set.of(
          "COMMAND",
          "HOST:PORT",
          "[HOST]:PORT",
          "--listen",
          "--to",
          "--from",
          "--stream",
          "--group",
          "--since",
          "--metrics",
          "--carousel",
          "--interface",
          "--tls-name",
          "NAME",
          "--net",
          "--weights",
          "--robust",
          "--format",
          "--noise",
          "--patches",
          "--trained-noise",
          "--fec",
          "--limits",
          "--engine",
          "--master",
          "--part",
          "--engine-conf",
          "--ignore-paths",
          "--meta");

  @TempDir Path directory;
  private Path a;
  private Path b;
  private Path fresh;

  @BeforeEach
  void writeFiles() throws IOException {
    a = Files.writeString(directory.resolve("a.siren"), "one");
    b = Files.writeString(directory.resolve("b.png"), "another");
    fresh = directory.resolve("c.siren");
  }

  /** Asserts one line that names both, and that nothing was written or made. */
  private void assertRefused(Path output, Path other, Object... words) throws IOException {
    byte[][] before = {Files.readAllBytes(a), Files.readAllBytes(b)};
    CommandRun run = CommandRun.of(words);
    assertEquals(2, run.exitCode(), run.out() + run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("sirencast: " + output + ": "), run.err());
    assertTrue(run.err().contains(" " + other + "; expected another"), run.err());
    assertArrayEquals(before, new byte[][] {Files.readAllBytes(a), Files.readAllBytes(b)});
    assertFalse(Files.exists(fresh));
  }

  @Test
  void everyOptionSaysWhichFilesItNames() {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    List<String> silent = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    int[] paths = new int[1];
    walk(
        Main.commandLine(nowhere, nowhere),
        (command, argument) -> {
          boolean path = isOf(argument, Path.class);
          boolean stated = isStated(argument);
          paths[0] += path && stated ? 1 : 0;
          if (!stated && isOf(argument, String.class)) {
            texts.add(name(argument));
          } else if (!stated && path) {
            silent.add(command + " " + argument);
          }
        });
    assertEquals(List.of(), silent);
    assertEquals(NO_FILES, texts);
    assertTrue(paths[0] > 20, "paths of all commands: " + paths[0]);
  }

  private interface Visitor {
    void visit(String command, ArgSpec argument);
  }

  private static void walk(CommandLine line, Visitor visitor) {
    CommandSpec spec = line.getCommandSpec();
    spec.args().forEach(argument -> visitor.visit(spec.qualifiedName(), argument));
    line.getSubcommands().values().forEach(command -> walk(command, visitor));
  }

  private static boolean isOf(ArgSpec argument, Class<?> type) {
    return argument.type() == type || Arrays.asList(argument.auxiliaryTypes()).contains(type);
  }

  private static boolean isStated(ArgSpec argument) {
    return argument.userObject() instanceof Field field
        && (field.isAnnotationPresent(Reads.class) ^ field.isAnnotationPresent(Writes.class));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  @Test
  void refusesToWriteOverTheInput() throws IOException {
    assertRefused(a, a, "encode", a, "-o", a);
    assertRefused(a, a, "pack", a, "-o", a);
    assertRefused(a, a, "unpack", a, "-o", a);
    assertRefused(a, a, "decode", a, "-o", a);
    assertRefused(a, a, "send", a, "localhost:9", "--record-trace", a);
    assertRefused(a, a, "simulate", a, "--reference", b, "--csv", a);
    assertRefused(a, a, "simulate", a, "--reference", b, "--report", a);
    assertRefused(a, a, "simulate", a, "--reference", b, "--record-trace", a);
  }

  @Test
  void refusesToWriteOverWhatIsReadBesides() throws IOException {
    assertRefused(b, b, "encode", b, "-o", fresh, "--checkpoint", b);
    assertRefused(b, b, "pack", a, "-o", b, "--reference", b);
    assertRefused(b, b, "decode", a, "-o", b, "--reference", b);
    assertRefused(b, b, "decode", a, "-o", b, "--previous", b);
    assertRefused(b, b, "simulate", a, "--reference", b, "--csv", b);
    assertRefused(b, b, "receive", ":9", "-o", b, "--reference", b);
    assertRefused(a, a, "receive", ":9", "-o", b, "--save", a, "--previous", a);
    for (String option : List.of("--cert", "--key", "--ca")) {
      assertRefused(a, a, "receive", ":9", "-o", b, "--save", a, option, a);
      assertRefused(a, a, "fetch", "localhost:9", "x", "-o", a, option, a);
      assertRefused(a, a, "send", b, "localhost:9", "--record-trace", a, option, a);
    }
  }

  @Test
  void refusesToWriteOverTheTraceOfAChannel() throws IOException {
    String trace = "loss(1%); trace( " + a + " )";
    assertRefused(a, a, "send", b, "localhost:9", "--channel", trace, "--record-trace", a);
    assertRefused(a, a, "relay", ":9", ":10", "--channel", trace, "--record-trace", a);
    assertRefused(a, a, "relay", ":9", ":10", "--back-channel", trace, "--record-trace", a);
    assertRefused(a, a, "simulate", b, "--reference", b, "--channel", trace, "--csv", a);
    assertRefused(a, a, "encode", b, "-o", a, "--protect", "auto", "--channel", trace);
    assertRefused(a, directory, "demo", "-o", directory, "--channel", "trace(file=" + a + ")");
  }

  @Test
  void refusesTwoOutputsInOneFile() throws IOException {
    assertRefused(fresh, fresh, "encode", "testcard", "-o", fresh, "--checkpoint", fresh);
    assertRefused(fresh, fresh, "receive", ":9", "-o", fresh, "--save", fresh);
    assertRefused(fresh, fresh, "simulate", a, "--reference", b, "--csv", fresh, "--report", fresh);
    Path part = directory.resolve("c.siren.part");
    assertRefused(part, part, "fetch", "localhost:9", "x", "-o", fresh, "--ca", part);
  }

  @Test
  void refusesToWriteSnapshotsOverWhatIsRead() throws IOException {
    Path shot = Files.writeString(directory.resolve("d-00042.png"), "third");
    assertRefused(
        shot,
        directory,
        "decode",
        a,
        "-o",
        "d.png",
        "--reference",
        shot,
        "--progressive",
        "--snapshots",
        directory);
    assertEquals("third", Files.readString(shot));
    CommandRun other =
        CommandRun.of("decode", a, "-o", b, "--progressive", "--snapshots", directory);
    assertEquals(1, other.exitCode(), "as 'a.siren' is no stream: " + other.err());
  }

  @Test
  void knowsAFileByAnotherName() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link.siren"), a.getFileName());
    Path hard = Files.createLink(directory.resolve("hard.siren"), a);
    Path folder = Files.createSymbolicLink(directory.resolve("folder"), directory);
    Path around = directory.resolve("folder/../" + directory.getFileName() + "/./a.siren");
    Path relative = Path.of("").toAbsolutePath().relativize(a);
    for (Path other : List.of(link, hard, folder.resolve("a.siren"), around, relative)) {
      assertRefused(other, a, "unpack", a, "-o", other);
      assertRefused(a, other, "unpack", other, "-o", a);
    }
    assertRefused(
        folder.resolve("c.siren"),
        fresh,
        "encode",
        "testcard",
        "-o",
        fresh,
        "--checkpoint",
        folder.resolve("c.siren"));
  }

  @Test
  void writesWhatOnlyLooksLikeAnInput() throws IOException {
    Path card = directory.resolve("testcard:8x8");
    CommandRun run =
        CommandRun.of("simulate", "none", "--reference", "testcard:8x8", "--csv", card);
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().contains("none: no such file"), run.err());
  }
}
