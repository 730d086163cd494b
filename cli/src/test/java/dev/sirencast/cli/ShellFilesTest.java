package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion and manual pages, in the programs that read them. */
class ShellFilesTest {
  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    ShellFiles.write(folder);
    Files.createFile(folder.resolve("photograph.png"));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    boolean isThere =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, command[0])));
    assumeTrue(isThere, command[0]);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }

  /** What bash offers for the last of these words. */
  private static String completed(String... words) throws IOException, InterruptedException {
    String script =
        """
        compopt() { :; }
        source completion/sirencast.bash
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _complete_sirencast
        echo "${COMPREPLY[*]}"
        """;
    return run(
        Stream.concat(Stream.of("bash", "-c", script, "bash", "sirencast"), Stream.of(words))
            .toArray(String[]::new));
  }

  @Test
  void bashCompletesCommandsOptionsValuesAndFiles() throws Exception {
    assertEquals("", run("bash", "-n", "completion/sirencast.bash"));
    assertEquals("encode encode-batch", completed("enc"));
    assertEquals("codec", completed("bench", "cod"));
    assertEquals("--effort", completed("encode", "--eff"));
    assertEquals("fast normal best", completed("encode", "--effort", ""));
    assertEquals("gradient-norm-fd", completed("encode", "--loss", "gradient-norm-f"));
    assertEquals("auto cpu gpu", completed("encode", "--device", ""));
    assertEquals("quic", completed("receive", "--transport", "q"));
    assertEquals("photograph.png", completed("encode", "phot"));
    assertEquals("photograph.png", completed("decode", "--reference", "phot"));
  }

  @Test
  void manualPagesRenderWithoutWarnings() throws Exception {
    List<Path> pages;
    try (Stream<Path> files = Files.list(folder.resolve("man/man1"))) {
      pages = files.sorted().toList();
    }
    assertTrue(pages.size() > 15, pages.toString());
    String encode = Files.readString(folder.resolve("man/man1/sirencast-encode.1"));
    assertTrue(encode.contains("\n.SS \"Training\"\n"), encode);
    assertTrue(encode.contains("\n.TP\n\\&\\-\\-effort=NAME\n"), encode);
    for (Path page : pages) {
      assertEquals(
          "", run("groff", "-z", "-man", "-Tutf8", "-ww", page.toString()), page::toString);
    }
  }
}
