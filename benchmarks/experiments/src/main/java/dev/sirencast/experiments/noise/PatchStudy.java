package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.ExperimentReport;
import dev.sirencast.experiments.lab.Laboratory;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.experiments.lab.Row;
import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Study;
import dev.sirencast.experiments.lab.Subject;
import dev.sirencast.experiments.loss.LossBench;
import dev.sirencast.experiments.loss.LossRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One network beside patches, under noise on the weights and over channels that lose packets. */
public final class PatchStudy implements Study {

  @Override
  public void requireSignals(Path data, Profile profile) throws IOException {
    subjects(data, profile.ofPatches());
  }

  private static List<Subject> subjects(Path data, Profile profile) throws IOException {
    return new Patches(profile.patches()).subjects(new SignalFolder(data, profile));
  }

  @Override
  public ExperimentReport run(String name, Path data, Path out, Laboratory shared)
      throws IOException {
    Laboratory laboratory = shared.of(shared.settings().profile().ofPatches());
    Profile profile = laboratory.settings().profile();
    Patches definition = new Patches(profile.patches());
    List<Subject> subjects = subjects(data, profile);
    List<Row> rows = laboratory.run(definition.tasks(subjects));
    LossBench bench = new LossBench(laboratory);
    List<LossRow> losses =
        subjects.stream()
            .flatMap(subject -> bench.measure(definition.sent(subject)).stream())
            .toList();
    Result result = new Result(rows, definition.claims(), losses);
    return new NoiseReport(name, definition, result, subjects, laboratory).write(out);
  }
}
