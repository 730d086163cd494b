package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a linter says of a page's accessibility in Chromium: axe-core, which {@code .ci/axe} brings.
 * Where one of both is missing, tests that ask are skipped.
 */
public final class PageLint {
  private static final Path AXE =
      Path.of(System.getProperty("sirencast.axe", "target/axe-core/axe.min.js"));

  private static final String RUN =
      """
      <script>
      axe.run().then(result => {
        const out = document.createElement("pre");
        out.id = "axe";
        out.textContent = "passed " + result.passes.length + "\\n" + result.violations.map(v =>
          v.id + ": " + v.help + " at " + v.nodes.map(n => n.target.join(" ")).join(", ")
          + "\\n").join("");
        document.body.append(out);
      });
      </script>
      """;

  private PageLint() {}

  /** Whether there is all that it needs. */
  public static boolean runsHere() {
    return chromium().isPresent() && Files.isReadable(AXE);
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> Stream.of("chromium", "google-chrome").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Asserts that nothing is wrong with a page, in the light and in the dark. */
  public static void assertAccessible(Path page) throws IOException, InterruptedException {
    assumeTrue(runsHere(), "no Chromium here, or no axe-core, which .ci/axe brings");
    Path linted = page.resolveSibling("linted-" + page.getFileName());
    String axe = "<script>" + Files.readString(AXE) + "</script>" + RUN;
    String html = Files.readString(page);
    int end = html.lastIndexOf("</body>");
    Files.writeString(linted, html.substring(0, end) + axe + html.substring(end));
    for (String scheme : List.of("0", "1")) {
      assertEquals(
          List.of(), violations(chromium().orElseThrow(), linted, scheme), "scheme " + scheme);
    }
  }

  private static List<String> violations(Path chromium, Path page, String scheme)
      throws IOException, InterruptedException {
    Path dump = page.resolveSibling("dump.html");
    Path profile = Files.createTempDirectory(page.toAbsolutePath().getParent(), "profile");
    Process process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + profile,
                "--blink-settings=preferredColorScheme=" + scheme,
                "--virtual-time-budget=20000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dump.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    assumeTrue(ended && process.exitValue() == 0, "Chromium does not run here");
    Matcher found =
        Pattern.compile("<pre id=\"axe\">passed (\\d+)\n(.*?)</pre>", Pattern.DOTALL)
            .matcher(Files.readString(dump));
    assertTrue(found.find(), "the linter said nothing");
    assertTrue(Integer.parseInt(found.group(1)) > 10, "too little was looked at");
    return new ArrayList<>(found.group(2).lines().toList());
  }
}
