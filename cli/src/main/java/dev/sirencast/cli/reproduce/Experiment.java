package dev.sirencast.cli.reproduce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.signal.FileReplacement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The experiments of the paper. */
public enum Experiment {
  /** Losses compared. */
  TABLE1(new Table1()),
  /** The weight of the gradient norm. */
  TABLE2(new Table2()),
  /** PSNR against the noise's strength. */
  FIGURE4(new Figure4()),
  /** CT, audio and video: Figures 5 to 7. */
  MODALITIES(new Modalities());

  private final transient Definition definition;

  Experiment(Definition definition) {
    this.definition = definition;
  }

  /** The name on the command line and of its files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that all signals are there, so that long work does not end in vain.
   *
   * @throws IOException if one is missing, or is not what is expected
   */
  public void requireSignals(Path data, Profile profile) throws IOException {
    definition.subjects(new SignalFolder(data, profile));
  }

  /**
   * Trains, measures, and writes the report as {@code .md}, {@code .csv} and {@code .json} files
   * named after the experiment, and its plots as {@code .png}.
   *
   * @param data the folder of signals
   * @param out the folder for the files, which exists
   * @param laboratory trains and measures
   * @throws IOException if a signal is missing or a file cannot be written; nothing was trained if
   *     a signal is missing
   */
  public ExperimentReport run(Path data, Path out, Laboratory laboratory) throws IOException {
    Settings settings = laboratory.settings();
    List<Subject> subjects = definition.subjects(new SignalFolder(data, settings.profile()));
    Result result = new Result(laboratory.run(definition.tasks(subjects)), definition.claims());
    String page =
        MarkdownReport.of(definition, result, SettingsText.lines(this, settings, subjects));
    ObjectNode json = JsonReport.of(this, definition, result, settings);
    json.put("device", laboratory.device());
    List<Path> files = new ArrayList<>();
    files.add(write(out.resolve(label() + ".md"), page));
    files.add(write(out.resolve(label() + ".csv"), CsvReport.of(result)));
    files.add(write(out.resolve(label() + ".json"), json.toPrettyString() + "\n"));
    files.addAll(FigurePlots.write(out, result, definition.curves(result), settings.profile()));
    return new ExperimentReport(page, json, files);
  }

  private static Path write(Path file, String text) throws IOException {
    FileReplacement.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return file;
  }
}
