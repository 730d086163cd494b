package dev.sirencast.report;

import dev.sirencast.report.chart.LineChart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A report as one page of HTML: its look, which follows the reader's light or dark, and its parts.
 *
 * <p>Everything that is wider than a narrow screen scrolls inside itself, and nothing is loaded
 * from elsewhere. All can be read without scripts; one of a few lines moves the sliders of {@link
 * #arrivals}. Parameters named {@code html} are markup; all other texts cannot become any. Not
 * thread-safe.
 */
public final class HtmlPage {
  private static final int CHART_WIDTH = 900;
  private static final int HALF_WIDTH = 470;
  private static final int CHART_HEIGHT = 380;

  private final StringBuilder html = new StringBuilder();
  private boolean slides;

  /** Begins a page; its title is its first heading too. */
  public HtmlPage(String title) {
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(escape(title)).append("</title>\n<style>\n");
    html.append(resource("page.css")).append("</style>\n</head>\n<body>\n<main>\n");
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

  /**
   * A part of a whole.
   *
   * @param name what it is
   * @param words what it is for; may be empty
   * @param amount how much, 0 or more
   */
  public record Share(String name, String words, long amount) {}

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
    return Markup.escape(text);
  }

  public static String code(String text) {
    return "<code>" + escape(text) + "</code>";
  }

  /** A link to a file, relative to the page that it is shown on. */
  public static String link(Path page, Path file) {
    return link(page, file, file.toString());
  }

  /** A link to a file under a name of its own. */
  public static String link(Path page, Path file, String name) {
    Path folder = page.toAbsolutePath().normalize().resolveSibling("");
    String address = relative(folder, file.toAbsolutePath().normalize());
    return "<a href=\"" + escape(address) + "\">" + escape(name) + "</a>";
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

  /** What the page says, a sentence an item, the most important first. */
  public HtmlPage findings(List<String> sentences) {
    add("<ul class=\"findings\">\n");
    sentences.forEach(sentence -> add("<li>" + escape(sentence) + "</li>\n"));
    return add("</ul>\n");
  }

  /** A list, an item of markup each. */
  public HtmlPage items(List<String> html) {
    add("<ul>\n");
    html.forEach(item -> add("<li>" + item + "</li>\n"));
    return add("</ul>\n");
  }

  public HtmlPage pictures(Columns columns, List<Figure> figures) {
    add("<div class=\"" + columns.style + "\">\n");
    for (Figure figure : figures) {
      add("<figure>" + Markup.image(figure.source(), figure.caption()));
      add(Markup.caption(figure.caption(), figure.value()) + "</figure>\n");
    }
    return add("</div>\n");
  }

  /** A chart, as wide as the page. */
  public HtmlPage chart(LineChart chart, String caption) {
    return add(ChartMarkup.of(chart, CHART_WIDTH, CHART_HEIGHT, caption));
  }

  /** Two charts, side by side where there is room. */
  public HtmlPage charts(LineChart left, String leftCaption, LineChart right, String rightCaption) {
    add("<div class=\"pictures two\">\n");
    add(ChartMarkup.of(left, HALF_WIDTH, CHART_HEIGHT, leftCaption));
    add(ChartMarkup.of(right, HALF_WIDTH, CHART_HEIGHT, rightCaption));
    return add("</div>\n");
  }

  /** What arrived beside its original. */
  public HtmlPage arrivals(ArrivalGallery gallery) {
    slides = true;
    return add(gallery.html());
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
    columns.forEach(column -> add(heading(column)));
    add("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      add("<tr>");
      for (int i = 0; i < row.size(); i++) {
        add(i == 0 ? "<th scope=\"row\">" + row.get(i) + "</th>" : "<td>" + row.get(i) + "</td>");
      }
      add("</tr>\n");
    }
    return add("</tbody>\n</table>\n</div>\n");
  }

  /** A heading without words is none. */
  private static String heading(String column) {
    return column.isEmpty() ? "<td></td>" : "<th scope=\"col\">" + escape(column) + "</th>";
  }

  /**
   * What a whole consists of, with bars; the numbers stand beside them.
   *
   * @param name what it shows
   * @param unit of the amounts
   */
  public HtmlPage shares(String name, String unit, List<Share> shares) {
    long all = shares.stream().mapToLong(Share::amount).sum();
    return table(
        name,
        List.of("what", unit, "share", "", "for"),
        shares.stream()
            .map(
                share -> {
                  double percent = all == 0 ? 0 : 100.0 * share.amount() / all;
                  return List.of(
                      escape(share.name()),
                      String.format(Locale.ROOT, "%,d", share.amount()),
                      String.format(Locale.ROOT, "%.1f %%", percent),
                      String.format(
                          Locale.ROOT,
                          "<span class=\"bar\"><span style=\"width:%.2f%%\"></span></span>",
                          percent),
                      "<span class=\"words\">" + escape(share.words()) + "</span>");
                })
            .toList());
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

  /** Words below all, of what holds for the whole page. */
  public HtmlPage footer(String html) {
    return add("<footer>" + html + "</footer>\n");
  }

  private HtmlPage add(String text) {
    html.append(text);
    return this;
  }

  /** The page so far, closed. */
  public byte[] bytes() {
    String script = slides ? "<script>\n" + resource("slide.js") + "</script>\n" : "";
    return (html + "</main>\n" + script + "</body>\n</html>\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it lies beside this class
    }
  }
}
