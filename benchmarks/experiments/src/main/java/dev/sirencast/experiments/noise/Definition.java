package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Subject;
import dev.sirencast.experiments.lab.Task;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.IOException;
import java.util.List;

/** What an experiment consists of, and what the paper says came of it. */
interface Definition {
  /** The noises of Table I. */
  List<WeightNoise> NOISES = List.of(WeightNoise.gaussian(1e-3), WeightNoise.mask(1e-3));

  /** The report's heading. */
  String title();

  /** The signals, read from the folder. */
  List<Subject> subjects(SignalFolder folder) throws IOException;

  /** The trainings and measurements, those of a signal together. */
  List<Task> tasks(List<Subject> subjects);

  /** The paper's figures. */
  Claims claims();

  /** The tables, in the report's order. */
  default List<Section> sections(Result result) {
    return List.of();
  }

  /** The curves, those of a signal together. */
  default List<Curve> curves(Result result) {
    return List.of();
  }

  /** What a reader has to know besides, one paragraph each. */
  List<String> notes();
}
