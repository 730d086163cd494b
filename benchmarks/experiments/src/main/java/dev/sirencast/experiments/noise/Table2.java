package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Subject;
import dev.sirencast.experiments.lab.Task;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Table II: the weight of the gradient norm, on four pictures under Gaussian noise. */
public final class Table2 implements Definition {
  private static final WeightNoise NOISE = WeightNoise.gaussian(1e-3);

  @Override
  public String title() {
    return "Table II: the weight of the gradient norm";
  }

  @Override
  public List<Subject> subjects(SignalFolder folder) throws IOException {
    return List.of(folder.kodak(1), folder.kodak(8), folder.kodak(12), folder.kodak(24));
  }

  @Override
  public List<Task> tasks(List<Subject> subjects) {
    List<Method> methods =
        List.of(
            Method.mse(),
            Method.gradientNorm(0.01),
            Method.gradientNorm(0.1),
            Method.gradientNorm(0.2),
            Method.gradientNorm(0.5),
            Method.oursLikeForLike(),
            Method.oursFree());
    List<Task> tasks = new ArrayList<>();
    for (Subject subject : subjects) {
      for (Method method : methods) {
        tasks.add(new Task(subject, method, NOISE, List.of(NOISE)));
      }
    }
    return tasks;
  }

  @Override
  public Claims claims() {
    return Published::table2;
  }

  @Override
  public List<Section> sections(Result result) {
    return List.of(new Section(Section.words(NOISE), NOISE, result.subjects()));
  }

  @Override
  public List<String> notes() {
    return List.of(
        Notes.NOISE,
        Notes.OURS,
        "The gradient norm is trained with its exact gradient. The paper has no figure for mse on"
            + " Kodak 12, so the paper's gains, and the verdicts on them, are over the other three;"
            + " its figures for mse are those of Table I.");
  }
}
