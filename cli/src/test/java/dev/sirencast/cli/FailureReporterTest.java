package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.InsufficientMemoryException;
import dev.sirencast.signal.MemoryNeed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the machine does not have, said in one line. */
class FailureReporterTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FailureReporter reporter =
      new FailureReporter(new PrintStream(err, true, StandardCharsets.UTF_8));

  private String said() {
    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals(1, said.lines().count(), said);
    return said;
  }

  @Test
  void saysHowMuchMemoryThereIsAndHowToAllowMore() {
    assertEquals(1, reporter.handleError(new OutOfMemoryError("Java heap space")));
    long there = Runtime.getRuntime().maxMemory() >> 20;
    assertTrue(said().contains(there + " MiB"), said());
    assertTrue(said().contains("JAVA_TOOL_OPTIONS=-Xmx" + 2 * there + "m"), said());
  }

  @Test
  void findsWhatAnotherThreadRanOutOf() {
    CommandLine line = Main.commandLine(System.out, System.err);
    Exception wrapped = new IllegalStateException(new OutOfMemoryError());
    assertEquals(1, reporter.handleExecutionException(wrapped, line, line.parseArgs()));
    assertTrue(said().startsWith("sirencast: out of memory"), said());
  }

  @Test
  void namesTheFolderWhereNativeLibrariesMustRun() {
    assertEquals(1, reporter.handleError(new UnsatisfiedLinkError("failed to map\nsegment")));
    assertTrue(said().contains(System.getProperty("java.io.tmpdir")), said());
    assertTrue(said().contains("-Djava.io.tmpdir="), said());
  }

  @Test
  void namesWhatABuildLeavesOut() {
    Error missing = new NoClassDefFoundError("ai/djl/engine/Engine");
    missing.initCause(new ClassNotFoundException("ai.djl.engine.Engine"));
    assertEquals(1, reporter.handleError(missing));
    assertTrue(said().contains("ai.djl.engine.Engine"), said());
  }

  @Test
  void namesJarsOfDifferentBuilds() {
    assertEquals(1, reporter.handleError(new NoSuchMethodError("'void A.b()'")));
    assertTrue(said().contains("different builds"), said());
    assertTrue(said().contains("A.b()"), said());
  }

  @Test
  void saysWhatSizeOfHeapWouldDo() {
    CommandLine line = Main.commandLine(System.out, System.err);
    long heap = Runtime.getRuntime().maxMemory();
    Exception refused =
        assertThrows(
            InsufficientMemoryException.class,
            () -> new MemoryNeed("to do it", 2 * heap, "less").during(() -> line));
    assertEquals(1, reporter.handleExecutionException(refused, line, line.parseArgs()));
    assertTrue(said().contains("; less takes less; JAVA_TOOL_OPTIONS=-Xmx"), said());
    assertTrue(said().endsWith("-Xmx" + (4 * heap >> 20) + "m allows it\n"), said());
  }

  @Test
  void namesDescriptorsWhereWhatFailedIsForWantOfThem() {
    Error error = new InternalError("Error loading java.security file");
    assertTrue(FailureReporter.describe(error, true).contains("raise ulimit -n"));
    assertEquals(
        "no file descriptor is left for the program's own files: raise ulimit -n",
        FailureReporter.describe(new UnsatisfiedLinkError(), true));
    assertEquals("internal error: " + error, FailureReporter.describe(error, false));
  }
}
