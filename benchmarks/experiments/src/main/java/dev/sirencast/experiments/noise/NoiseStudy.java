package dev.sirencast.experiments.noise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.experiments.lab.ExperimentReport;
import dev.sirencast.experiments.lab.Laboratory;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.experiments.lab.ReportFiles;
import dev.sirencast.experiments.lab.ReportPage;
import dev.sirencast.experiments.lab.Settings;
import dev.sirencast.experiments.lab.SettingsText;
import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Study;
import dev.sirencast.experiments.lab.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An experiment of the paper: trainings measured under noise on the weights. */
public record NoiseStudy(Definition definition) implements Study {

  @Override
  public void requireSignals(Path data, Profile profile) throws IOException {
    definition.subjects(new SignalFolder(data, profile));
  }

  @Override
  public ExperimentReport run(String name, Path data, Path out, Laboratory laboratory)
      throws IOException {
    Settings settings = laboratory.settings();
    List<Subject> subjects = definition.subjects(new SignalFolder(data, settings.profile()));
    Result result = new Result(laboratory.run(definition.tasks(subjects)), definition.claims());
    String page =
        MarkdownReport.of(definition, result, SettingsText.lines(name, settings, subjects));
    ObjectNode json = JsonReport.of(name, definition, result, settings);
    json.put("engine", laboratory.engine().label());
    json.put("device", laboratory.device());
    List<Curve> curves = definition.curves(result);
    String html =
        ReportPage.of(page, Verdicts.of(definition, result), FigurePlots.charts(result, curves));
    List<Path> files =
        new ArrayList<>(ReportFiles.write(out, name, html, page, CsvReport.of(result), json));
    files.addAll(FigurePlots.write(out, result, curves, settings.profile()));
    return new ExperimentReport(page, json, files);
  }
}
