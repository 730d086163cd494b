package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.ExperimentReport;
import dev.sirencast.experiments.lab.Laboratory;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.experiments.lab.Settings;
import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Study;
import dev.sirencast.experiments.lab.Subject;
import java.io.IOException;
import java.nio.file.Path;
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
    return new NoiseReport(name, definition, result, subjects, laboratory).write(out);
  }
}
