package dev.sirencast.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A report as one page of HTML: its look, which follows the reader's light or dark, and its parts.
 *
 * <p>Everything that is wider than a narrow screen scrolls inside itself, and nothing is loaded
 * from elsewhere. Parameters named {@code html} are markup; all other texts cannot become any. Not
 * thread-safe.
 */
public final class HtmlPage {
  private final StringBuilder html = new StringBuilder();

  /** Begins a page; its title is its first heading too. */
  public HtmlPage(String title) {
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(escape(title)).append("</title>\n<style>\n");
    html.append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    html.append("<h1>").append(escape(title)).append("</h1>\n");
  }

  /**
   * A picture with words below it.
   *
   * @param source a file beside the page, or the picture itself as a data URI
   * @param caption what it shows, which is also read out where it cannot be seen
   * @param value what was measured of it; may be empty
   */
  public record Figure(String source, String caption, String value) {}

  /** How many pictures stand side by side where there is room. */
  public enum Columns {
    TWO("pictures two"),
    THREE("pictures three"),
    /** As many as are still wide enough to be looked at. */
    MANY("pictures many");

    private final String style;

    Columns(String style) {
      this.style = style;
    }
  }

  /** Text as it is to be read. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  public static String code(String text) {
    return "<code>" + escape(text) + "</code>";
  }

  /** A link to a file, relative to the page that it is shown on. */
  public static String link(Path page, Path file) {
    Path folder = page.toAbsolutePath().normalize().resolveSibling("");
    String address = relative(folder, file.toAbsolutePath().normalize());
    return "<a href=\"" + escape(address) + "\">" + escape(file.toString()) + "</a>";
  }

  /** Steps up, and the names below them, with what an address cannot hold in its escapes. */
  private static String relative(Path folder, Path target) {
    return StreamSupport.stream(folder.relativize(target).spliterator(), false)
        .map(name -> URLEncoder.encode(name.toString(), StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  public HtmlPage lead(String html) {
    return add("<p class=\"lead\">" + html + "</p>\n");
  }

  public HtmlPage section(String heading) {
    return add("<h2>" + escape(heading) + "</h2>\n");
  }

  public HtmlPage subsection(String heading) {
    return add("<h3>" + escape(heading) + "</h3>\n");
  }

  public HtmlPage paragraph(String html) {
    return add("<p>" + html + "</p>\n");
  }

  public HtmlPage pictures(Columns columns, List<Figure> figures) {
    add("<div class=\"" + columns.style + "\">\n");
    for (Figure figure : figures) {
      add("<figure>" + image(figure) + caption(figure) + "</figure>\n");
    }
    return add("</div>\n");
  }

  /** A chart, as wide as the page; drawn on white, in the dark too. */
  public HtmlPage plot(Figure figure) {
    return add(
        "<figure class=\"plot\"><div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\""
            + escape(figure.caption())
            + "\">"
            + image(figure)
            + "</div>"
            + caption(figure)
            + "</figure>\n");
  }

  private static String image(Figure figure) {
    return "<img src=\"" + escape(figure.source()) + "\" alt=\"" + escape(figure.caption()) + "\">";
  }

  private static String caption(Figure figure) {
    String value = figure.value().isEmpty() ? "" : " <b>" + escape(figure.value()) + "</b>";
    return "<figcaption>" + escape(figure.caption()) + value + "</figcaption>";
  }

  /**
   * A table.
   *
   * @param name what it shows, for those who cannot see it
   * @param rows cells of HTML, as many as there are columns
   */
  public HtmlPage table(String name, List<String> columns, List<List<String>> rows) {
    add("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" + escape(name));
    add("\">\n<table>\n<thead><tr>");
    columns.forEach(column -> add("<th scope=\"col\">" + escape(column) + "</th>"));
    add("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      add("<tr>");
      row.forEach(cell -> add("<td>" + cell + "</td>"));
      add("</tr>\n");
    }
    return add("</tbody>\n</table>\n</div>\n");
  }

  /** Lines that a reader may run, each broken where it is longer than the screen is wide. */
  public HtmlPage commands(List<String> lines) {
    add("<pre><code>");
    lines.forEach(line -> add("<span>" + whole(escape(line)) + "\n</span>"));
    return add("</code></pre>\n");
  }

  /** Names of options and numbers such as 1e-5 are not taken apart at their hyphens. */
  private static String whole(String line) {
    return line.replaceAll("(?<= )--[a-z-]+|\\de-\\d+", "<i>$0</i>");
  }

  public HtmlPage footer(String html) {
    return add("<footer>" + html + "</footer>\n");
  }

  private HtmlPage add(String text) {
    html.append(text);
    return this;
  }

  /** The page so far, closed. */
  public byte[] bytes() {
    return (html + "</main>\n</body>\n</html>\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String style() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it lies beside this class
    }
  }
}
