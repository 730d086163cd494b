package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Decibels;
import dev.sirencast.experiments.lab.Measurement;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.loss.LossTables;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A report as Markdown: verdicts and gains first, then decibels, then how it was done. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String of(Definition definition, Result result, List<String> settings) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(definition.title()).append("\n\n");
    for (Section section : definition.sections(result)) {
      page.append("## ").append(section.heading()).append("\n\n");
      gains(page, result, section);
      decibels(page, result, section);
    }
    CurveTables.append(page, result, definition.curves(result));
    LossTables.append(page, result.losses());
    page.append("## How to read it\n\n");
    paragraph(page, Notes.DECIBELS);
    boolean curves = !definition.curves(result).isEmpty();
    paragraph(page, "Verdicts. " + (curves ? CurveTables.RULE : Verdict.RULE));
    definition.notes().forEach(note -> paragraph(page, note));
    page.append("## Settings\n\n");
    settings.forEach(line -> page.append("- ").append(line).append('\n'));
    return page.toString();
  }

  private static void paragraph(StringBuilder page, String text) {
    page.append(text).append("\n\n");
  }

  private static void gains(StringBuilder page, Result result, Section section) {
    page.append("Gain over mse in dB, the paper's in brackets.\n\n");
    page.append("| method |");
    section.subjects().forEach(subject -> page.append(' ').append(subject).append(" |"));
    page.append(" without noise | verdict |\n|---|");
    page.append("---:|".repeat(section.subjects().size() + 1)).append("---|\n");
    for (Method method : result.methods(section.noise())) {
      if (!method.is("mse")) {
        gainRow(page, result, section, method);
      }
    }
    page.append('\n');
  }

  private static void gainRow(StringBuilder page, Result result, Section section, Method method) {
    page.append("| ").append(method).append(" |");
    double clean = 0;
    for (String subject : section.subjects()) {
      OptionalDouble claim = result.claims().gain(method, section.noise(), subject);
      page.append(' ')
          .append(Decibels.gain(result.gain(method, section.noise(), subject)))
          .append(bracketed(claim))
          .append(" |");
      clean += result.cleanGain(method, section.noise(), subject) / section.subjects().size();
    }
    OptionalDouble cleanClaim =
        section.subjects().size() == 1
            ? result.claims().cleanGain(method, section.subjects().get(0))
            : OptionalDouble.empty();
    page.append(' ').append(Decibels.gain(clean)).append(bracketed(cleanClaim)).append(" | ");
    page.append(result.verdict(method, section.noise(), section.subjects()).text());
    page.append(" |\n");
  }

  private static String bracketed(OptionalDouble claim) {
    return claim.isEmpty() ? "" : " (" + Decibels.gain(claim.getAsDouble()) + ")";
  }

  private static void decibels(StringBuilder page, Result result, Section section) {
    page.append("PSNR in dB.\n\n");
    page.append("| method | signal | clean | under noise | deviation | worst |");
    page.append(" paper's convention | the paper |\n");
    page.append("|---|---|---:|---:|---:|---:|---:|---:|\n");
    for (Method method : result.methods(section.noise())) {
      for (String subject : section.subjects()) {
        Measurement found = result.find(method, section.noise(), subject).orElseThrow();
        OptionalDouble claim = result.claims().decibels(method, section.noise(), subject);
        page.append(
            List.of(
                    method + (found.failed() ? " (" + found.failure() + ")" : ""),
                    subject,
                    Decibels.text(found.clean()),
                    Decibels.text(found.mean()),
                    Decibels.text(found.deviation()),
                    Decibels.text(found.minimum()),
                    Decibels.text(found.mean() + Decibels.PAPER_OFFSET),
                    claim.isEmpty() ? "" : Decibels.text(claim.getAsDouble()))
                .stream()
                .collect(Collectors.joining(" | ", "| ", " |\n")));
      }
    }
    page.append('\n');
  }
}
