package dev.sirencast.experiments.noise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.experiments.lab.ExperimentReport;
import dev.sirencast.experiments.lab.Laboratory;
import dev.sirencast.experiments.lab.ReportFiles;
import dev.sirencast.experiments.lab.ReportPage;
import dev.sirencast.experiments.lab.Settings;
import dev.sirencast.experiments.lab.SettingsText;
import dev.sirencast.experiments.lab.Subject;
import dev.sirencast.experiments.loss.LossCharts;
import dev.sirencast.experiments.loss.LossTables;
import dev.sirencast.report.chart.LineChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A result in all forms of a report.
 *
 * @param name what the files are named after
 * @param laboratory that measured it
 */
record NoiseReport(
    String name,
    Definition definition,
    Result result,
    List<Subject> subjects,
    Laboratory laboratory) {

  /** Writes the files. */
  ExperimentReport write(Path out) throws IOException {
    Settings settings = laboratory.settings();
    String page =
        MarkdownReport.of(definition, result, SettingsText.lines(name, settings, subjects));
    ObjectNode json = JsonReport.of(name, definition, result, settings);
    json.put("engine", laboratory.engine().label());
    json.put("device", laboratory.device());
    List<Curve> curves = definition.curves(result);
    List<String> findings = new ArrayList<>(Verdicts.of(definition, result));
    findings.addAll(LossTables.findings(result.losses()));
    Map<String, List<LineChart>> charts = new LinkedHashMap<>(FigurePlots.charts(result, curves));
    charts.putAll(LossCharts.charts(result.losses()));
    String html = ReportPage.of(page, findings, charts);
    List<Path> files =
        new ArrayList<>(ReportFiles.write(out, name, html, page, CsvReport.of(result), json));
    files.addAll(FigurePlots.write(out, result, curves, settings.profile()));
    files.addAll(LossCharts.write(out, result.losses()));
    return new ExperimentReport(page, json, files);
  }
}
