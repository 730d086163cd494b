package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, on the classes under test. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir Path home;
  private Path log;

  @BeforeEach
  void install() throws IOException {
    log = home.resolve("log");
    Streams.write(Streams.small(0), home.resolve("a.siren"));
    Files.copy(
        Path.of("..", "sirencast"), home.resolve("sirencast"), StandardCopyOption.COPY_ATTRIBUTES);
    Path target = Files.createDirectories(home.resolve("cli/target"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (var out = Files.newOutputStream(target.resolve("sirencast-cli.jar"))) {
      new JarOutputStream(out, manifest).close();
    }
  }

  /** Runs a line of shell in the folder of the launcher and returns its exit code. */
  private int shell(String line) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", line).directory(home.toFile());
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return shell.inheritIO().start().waitFor();
  }

  /** What a command prints to both descriptors, notes before the result, but for times. */
  private String printed(String output) {
    CommandRun run =
        CommandRun.of(
            "decode", home.resolve("a.siren"), "-o", home.resolve(output), "--progressive", "4");
    return timeless(run.err() + run.out()).replace(home + File.separator, "");
  }

  private static String timeless(String text) {
    return text.replaceAll("in \\d+\\.\\d+ s", "in T s");
  }

  @Test
  void keepsAllLinesOfTwoCommandsInOneFile() throws Exception {
    String decode = "./sirencast decode a.siren --progressive 4 -o ";
    assertEquals(0, shell("(" + decode + "a.png; " + decode + "b.png) > log 2>&1"));
    assertEquals(printed("a.png") + printed("b.png"), timeless(Files.readString(log)));
  }

  @Test
  void appendsToWhatAFileHolds() throws Exception {
    Files.writeString(log, "earlier\n");
    assertEquals(
        0,
        shell(
            "./sirencast decode a.siren --progressive 4 -o a.png >> log 2>&1; echo later >> log"));
    assertEquals("earlier\n" + printed("a.png") + "later\n", timeless(Files.readString(log)));
  }

  @Test
  void keepsExitCodeAndWhatTheJvmSaysBesides() throws Exception {
    assertEquals(1, shell("JDK_JAVA_OPTIONS=-Dx=y ./sirencast decode none -o a.png 2> log"));
    String said = Files.readString(log);
    assertTrue(said.contains("NOTE: Picked up JDK_JAVA_OPTIONS: -Dx=y\n"), said);
    assertTrue(said.contains("sirencast: none: no such file\n"), said);
    assertEquals(2, said.lines().count(), said);
  }

  /** Else the filter would not hear that the program has ended, which waits a second for it. */
  @Test
  void theProgramHasOneDescriptorOfTheFilterAndNoMore() throws Exception {
    Path java = Files.createDirectories(home.resolve("fake/bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/usr/bin/env bash
        filter=$(readlink /proc/$$/fd/2)
        for descriptor in /proc/$$/fd/*; do
          [ "$(readlink "$descriptor")" != "$filter" ] || echo "$descriptor"
        done
        """);
    assertTrue(java.toFile().setExecutable(true));
    Files.writeString(home.resolve("fake/release"), "JAVA_VERSION=\"17.0.1\"\n");
    String known = "[ -d /proc/$$/fd ] || { echo 2 > log; exit 0; }; ";
    assertEquals(0, shell(known + "JAVA_HOME=$PWD/fake ./sirencast decode a.siren -o a.png > log"));
    assertEquals(List.of("2"), Files.readAllLines(log).stream().map(LauncherTest::number).toList());
  }

  private static String number(String descriptor) {
    return descriptor.substring(descriptor.lastIndexOf('/') + 1);
  }

  @Test
  void runsFromAnArchiveWithoutBuilding() throws Exception {
    Path lib = Files.createDirectories(home.resolve("lib"));
    Files.move(home.resolve("cli/target/sirencast-cli.jar"), lib.resolve("sirencast-cli.jar"));
    assertEquals(
        0, shell("cd / && '" + home + "/sirencast' inspect '" + home + "/a.siren' > /dev/null"));
  }

  @Test
  void readsStandardInputAndWritesStandardOutput() throws Exception {
    assertEquals(0, shell("./sirencast decode a.siren -o a.png > log 2>&1"));
    assertEquals(0, shell("./sirencast decode - -o - < a.siren > b.png 2> log && cmp a.png b.png"));
    assertEquals(0, shell("cat a.siren | ./sirencast inspect - > log && grep -q ^-: log"));
    assertEquals(1, shell("./sirencast decode a.siren -o - > /dev/full 2> log"));
  }

  @Test
  void opensNamesThatAreNotAsciiInTheCLocale() throws Exception {
    String folder = "$'\\xc3\\xa9t\\xc3\\xa9'";
    String known = "[ \"$(LC_ALL=C.UTF-8 locale charmap 2>&1)\" = UTF-8 ] || exit 0; ";
    String decode = "LC_ALL=C ./sirencast decode " + folder + "/a.siren -o " + folder + "/b.png";
    assertEquals(
        0,
        shell(
            known
                + ("mkdir " + folder + " && cp a.siren " + folder + " && " + decode)
                + (" > log 2>&1 && test -f " + folder + "/b.png")));
  }

  @Test
  void aSmallHeapIsSaidInOneLineAndNothingElse() throws Exception {
    assertEquals(
        1,
        shell(
            "JAVA_TOOL_OPTIONS=-Xmx64m ./sirencast encode testcard:6000x4000 -o b.siren > out 2> log"));
    assertEquals("", Files.readString(home.resolve("out")));
    List<String> lines =
        Files.readAllLines(log).stream().filter(line -> !line.startsWith("Picked up ")).toList();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(
        lines
            .get(0)
            .matches("sirencast: to make a test card of 6000x4000 takes at least 550 MiB.*"),
        lines.get(0));
    assertTrue(lines.get(0).endsWith("JAVA_TOOL_OPTIONS=-Xmx1098m allows it"), lines.get(0));
  }

  @Test
  void tooFewFileDescriptorsAreSaidBeforeTheStart() throws Exception {
    assertEquals(1, shell("ulimit -n 64; ./sirencast inspect a.siren > out 2> log"));
    assertEquals("", Files.readString(home.resolve("out")));
    assertEquals(
        "sirencast: of 64 file descriptors the program's own files take about 80: raise ulimit -n",
        Files.readString(log).strip());
  }
}
