package dev.sirencast.experiments.coin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.experiments.lab.ExperimentReport;
import dev.sirencast.experiments.lab.Laboratory;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.experiments.lab.ReportFiles;
import dev.sirencast.experiments.lab.ReportPage;
import dev.sirencast.experiments.lab.Settings;
import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Study;
import dev.sirencast.experiments.lab.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bits and decibels of COIN's networks on Kodak pictures, in its coding and in ours. */
public final class CoinStudy implements Study {
  private static final List<Integer> PICTURES = List.of(1, 8, 12, 22, 23, 24);

  @Override
  public void requireSignals(Path data, Profile profile) throws IOException {
    subjects(data, profile);
  }

  private static List<Subject> subjects(Path data, Profile profile) throws IOException {
    SignalFolder folder = new SignalFolder(data, profile);
    List<Subject> subjects = new ArrayList<>();
    for (int picture : PICTURES) {
      subjects.add(folder.kodak(picture, CoinBudget.of(profile).picture()));
    }
    return subjects;
  }

  @Override
  public ExperimentReport run(String name, Path data, Path out, Laboratory laboratory)
      throws IOException {
    Settings settings = laboratory.settings();
    CoinBudget budget = CoinBudget.of(settings.profile());
    List<Subject> subjects = subjects(data, settings.profile());
    CoinResult result = new CoinBench(settings, budget, laboratory.listener()).measure(subjects);
    String page = CoinReport.page(name, settings, budget, subjects, result);
    ObjectNode json = CoinJson.of(name, settings, budget, result);
    Path plot = out.resolve(name + ".png");
    String html =
        ReportPage.of(
            page,
            List.of(),
            Map.of(plot.getFileName().toString(), List.of(CoinPlot.chart(result))));
    List<Path> files =
        new ArrayList<>(ReportFiles.write(out, name, html, page, CoinCsv.of(result), json));
    files.addAll(CoinPlot.write(plot, budget, result));
    return new ExperimentReport(page, json, files);
  }
}
