package dev.sirencast.experiments.loss;

import dev.sirencast.experiments.lab.Decibels;
import dev.sirencast.experiments.lab.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** PSNR against the share of packets that is lost, as tables and in words. */
public final class LossTables {
  /** Differences below this many decibels count as none, however exactly they are known. */
  private static final double LEAST = 0.25;

  private LossTables() {}

  /** Appends a section for each signal. */
  public static void append(StringBuilder page, List<LossRow> rows) {
    for (String subject : subjects(rows)) {
      List<LossRow> own = of(rows, subject);
      page.append("## ").append(subject).append(", packets lost\n\n");
      page.append("![PSNR against packets lost](").append(picture(subject)).append(")\n\n");
      page.append(subject)
          .append(
              ", packets lost: mean PSNR in dB, in brackets the 5th percentile of the"
                  + " transfers.\n\n");
      table(page, own);
      for (Method method : methods(own)) {
        if (!method.equals(own.get(0).method())) {
          page.append("- ").append(verdict(own, method)).append('\n');
        }
      }
      page.append('\n');
    }
  }

  private static void table(StringBuilder page, List<LossRow> rows) {
    int methods = methods(rows).size();
    page.append("| packets lost |");
    rows.subList(0, methods).forEach(row -> page.append(' ').append(row.method()).append(" |"));
    page.append("\n|---:|").append("---:|".repeat(methods)).append('\n');
    List<LossRow> first = rows.subList(0, methods);
    line(page, "bytes", first, row -> count(row.bytes()));
    line(page, "packets", first, row -> count(row.packets()));
    line(page, "weights", first, row -> count(row.weights()));
    line(page, "none", first, row -> Decibels.text(row.clean()));
    for (int begin = 0; begin < rows.size(); begin += methods) {
      line(
          page,
          rows.get(begin).percent() + " %",
          rows.subList(begin, begin + methods),
          row -> Decibels.text(row.found().mean()) + " (" + Decibels.text(row.found().p5()) + ")");
    }
    page.append('\n');
  }

  private static void line(
      StringBuilder page, String name, List<LossRow> rows, Function<LossRow, String> cell) {
    page.append("| ").append(name).append(" |");
    rows.forEach(row -> page.append(' ').append(cell.apply(row)).append(" |"));
    page.append('\n');
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** What was found, a sentence for each signal and method. */
  public static List<String> findings(List<LossRow> rows) {
    List<String> findings = new ArrayList<>();
    for (String subject : subjects(rows)) {
      List<LossRow> own = of(rows, subject);
      for (Method method : methods(own)) {
        if (!method.equals(own.get(0).method())) {
          findings.add(subject + ", packets lost, " + verdict(own, method) + ".");
        }
      }
    }
    return findings;
  }

  private static String verdict(List<LossRow> rows, Method method) {
    List<LossRow> own = rows.stream().filter(row -> row.method().equals(method)).toList();
    double least = own.stream().mapToDouble(row -> row.overFirst().mean()).min().orElseThrow();
    double most = own.stream().mapToDouble(row -> row.overFirst().mean()).max().orElseThrow();
    return method
        + ": above "
        + rows.get(0).method()
        + " at "
        + own.stream().filter(row -> counts(row) && row.overFirst().mean() > 0).count()
        + " and below it at "
        + own.stream().filter(row -> counts(row) && row.overFirst().mean() < 0).count()
        + " of the "
        + own.size()
        + " shares of lost packets ("
        + Decibels.gain(least)
        + " to "
        + Decibels.gain(most)
        + " dB)";
  }

  private static boolean counts(LossRow row) {
    return row.overFirst().isCertain() && Math.abs(row.overFirst().mean()) > LEAST;
  }

  /** The name of the picture that a signal's losses are drawn in. */
  static String picture(String subject) {
    return "losses-" + subject + ".png";
  }

  static List<String> subjects(List<LossRow> rows) {
    return rows.stream().map(LossRow::subject).distinct().toList();
  }

  static List<LossRow> of(List<LossRow> rows, String subject) {
    return rows.stream().filter(row -> row.subject().equals(subject)).toList();
  }

  static List<Method> methods(List<LossRow> rows) {
    return rows.stream().map(LossRow::method).distinct().toList();
  }
}
