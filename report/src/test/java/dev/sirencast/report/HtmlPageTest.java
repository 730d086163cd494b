package dev.sirencast.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sirencast.report.HtmlPage.Figure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPageTest {
  private static final String LONG = "loss(1%); ".repeat(40) + "x".repeat(300);

  @TempDir Path directory;

  /** A page whose every part is too wide for any screen. */
  private static String page() {
    HtmlPage page = new HtmlPage(LONG);
    page.lead(HtmlPage.code(LONG)).section(LONG).subsection(LONG).paragraph(HtmlPage.escape(LONG));
    Figure figure = new Figure("data:image/png;base64,", LONG, "30.00 dB");
    for (HtmlPage.Columns columns : HtmlPage.Columns.values()) {
      page.pictures(columns, Collections.nCopies(5, figure));
    }
    List<String> row = Collections.nCopies(30, HtmlPage.code(LONG));
    page.table("wide", Collections.nCopies(30, "column"), List.of(row, row));
    page.commands(List.of(LONG, LONG)).footer(HtmlPage.escape(LONG));
    return new String(page.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void everyPictureHasWordsAndNothingComesFromElsewhere() {
    String page = page();
    assertEquals(15, count(page, "<figure[ >]"));
    assertEquals(15, count(page, "alt=\"loss\\(1%\\)"));
    assertEquals(15, count(page, "<figcaption>loss\\(1%\\).* <b>30.00 dB</b></figcaption>"));
    assertEquals(0, count(page, "https?:|@import|url\\(|<script|<link"));
    assertTrue(page.contains("prefers-color-scheme: dark"));
  }

  private static long count(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().count();
  }

  @Test
  void textsAreNoMarkup() {
    String evil = "<b>\"&";
    HtmlPage page = new HtmlPage(evil);
    page.section(evil).subsection(evil).paragraph(HtmlPage.code(evil)).commands(List.of(evil));
    page.pictures(HtmlPage.Columns.TWO, List.of(new Figure(evil, evil, evil)));
    page.findings(List.of(evil)).table(evil, List.of(evil), List.of());
    String text = new String(page.bytes(), StandardCharsets.UTF_8);
    assertFalse(text.contains(evil), text);
    assertEquals(13, count(text, "&lt;b&gt;&quot;&amp;"));
  }

  @Test
  void linksLeadFromThePageToTheFile() {
    assertEquals(
        "<a href=\"a.siren\">out/a.siren</a>",
        HtmlPage.link(Path.of("out/page.html"), Path.of("out/a.siren")));
    assertEquals(
        "<a href=\"../in%20%C3%BC/..b%25.siren\">in ü/..b%.siren</a>",
        HtmlPage.link(Path.of("out/page.html"), Path.of("in ü/..b%.siren")));
  }

  /** What a reader with a phone or a laptop sees; asked of Chromium, where it is installed. */
  @ParameterizedTest
  @ValueSource(ints = {390, 1000})
  void nothingIsWiderThanTheScreen(int width) throws IOException, InterruptedException {
    Optional<Path> chromium = chromium();
    assumeTrue(chromium.isPresent(), "no Chromium here");
    String script =
        "<script>const e = document.documentElement; "
            + "parent.postMessage(e.scrollWidth + ' of ' + e.clientWidth, '*')</script>";
    Files.writeString(
        directory.resolve("page.html"), page().replace("</body>", script + "</body>"));
    Path file = directory.resolve("window.html");
    Files.writeString(
        file,
        "<script>onmessage = m => document.title = 'shows ' + m.data</script>"
            + "<iframe src=\"page.html\" width=\"%d\" height=\"900\"></iframe>".formatted(width));
    Path dump = directory.resolve("dump.html");
    Process process =
        new ProcessBuilder(
                chromium.get().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + directory.resolve("profile"),
                "--virtual-time-budget=3000",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(dump.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    assumeTrue(ended && process.exitValue() == 0, "Chromium does not run here");
    Matcher title =
        Pattern.compile("<title>shows (\\d+) of (\\d+)</title>").matcher(Files.readString(dump));
    assertTrue(title.find());
    assertTrue(Math.abs(width - Integer.parseInt(title.group(2))) < 30, title.group());
    assertEquals(title.group(2), title.group(1));
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> Stream.of("chromium", "google-chrome").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
