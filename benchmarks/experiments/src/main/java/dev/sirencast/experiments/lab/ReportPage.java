package dev.sirencast.experiments.lab;

import dev.sirencast.report.HtmlPage;
import dev.sirencast.report.chart.LineChart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report's Markdown as a page that needs no other file: findings first, charts in the place of
 * pictures. It reads what reports are written in: headings of the first two ranks, paragraphs,
 * tables, lists, pictures, {@code code} and emphasis.
 */
public final class ReportPage {
  private static final Pattern PICTURE = Pattern.compile("!\\[(.*)]\\((.*)\\)");
  private static final String TITLE = "# ";
  private static final String SECTION = "## ";
  private static final String ITEM = "- ";

  private final List<String> lines;
  private final Map<String, List<LineChart>> charts;
  private final HtmlPage page;
  private String section = "results";
  private int tables;
  private int next;

  private ReportPage(String markdown, Map<String, List<LineChart>> charts) {
    this.lines = markdown.lines().toList();
    this.charts = charts;
    this.page = new HtmlPage(lines.get(0).substring(TITLE.length()));
    this.next = 1;
  }

  /**
   * Returns the page.
   *
   * @param markdown begins with a title
   * @param findings what the report says, in sentences; may be none
   * @param charts by the name of the picture that each stands for
   */
  public static String of(
      String markdown, List<String> findings, Map<String, List<LineChart>> charts) {
    ReportPage report = new ReportPage(markdown, charts);
    if (!findings.isEmpty()) {
      report.page.findings(findings);
    }
    while (report.next < report.lines.size()) {
      report.block();
    }
    return new String(report.page.bytes(), StandardCharsets.UTF_8);
  }

  private void block() {
    String line = lines.get(next);
    Matcher picture = PICTURE.matcher(line);
    if (line.isEmpty()) {
      next++;
    } else if (line.startsWith(SECTION)) {
      section = line.substring(SECTION.length());
      page.section(section);
      next++;
    } else if (line.startsWith("|")) {
      table(taken("|"));
    } else if (line.startsWith(ITEM)) {
      page.items(taken(ITEM).stream().map(item -> inline(item.substring(ITEM.length()))).toList());
    } else if (picture.matches()) {
      charts
          .getOrDefault(picture.group(2), List.of())
          .forEach(chart -> page.chart(chart, picture.group(1)));
      next++;
    } else {
      page.paragraph(inline(line));
      next++;
    }
  }

  /** The lines from here on that begin so. */
  private List<String> taken(String begin) {
    int first = next;
    while (next < lines.size() && lines.get(next).startsWith(begin)) {
      next++;
    }
    return lines.subList(first, next);
  }

  /** A heading, a line below it, and rows. */
  private void table(List<String> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (String row : rows.subList(2, rows.size())) {
      cells.add(cells(row).stream().map(ReportPage::inline).toList());
    }
    List<String> columns = cells(rows.get(0));
    tables++; // two of one section may be of the same columns
    page.table(
        "Table " + tables + ", " + section + ": " + String.join(", ", columns), columns, cells);
  }

  private static List<String> cells(String row) {
    String inner = row.substring(1, row.lastIndexOf('|'));
    return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
  }

  private static String inline(String text) {
    return HtmlPage.escape(text)
        .replaceAll("`([^`]+)`", "<code>$1</code>")
        .replaceAll("\\*([^*\\s][^*]*)\\*", "<em>$1</em>");
  }
}
