package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Subject;
import dev.sirencast.experiments.lab.Task;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Table I: the paper's loss beside others, on three pictures under two noises. */
public final class Table1 implements Definition {
  private static final double LAMBDA = 0.01;
  private static final double LARGE_LAMBDA = 0.1;

  @Override
  public String title() {
    return "Table I: losses compared under noise on the weights";
  }

  @Override
  public List<Subject> subjects(SignalFolder folder) throws IOException {
    return List.of(folder.kodak(1), folder.kodak(8), folder.kodak(24));
  }

  @Override
  public List<Task> tasks(List<Subject> subjects) {
    List<Method> methods =
        List.of(
            Method.mse(),
            Method.l1(),
            Method.lipschitz(),
            Method.noiseAware(),
            Method.gradientNorm(LAMBDA),
            Method.gradientNorm(LARGE_LAMBDA),
            Method.gradientNormDifference(LAMBDA),
            Method.gradientNormEq9(LAMBDA),
            Method.oursLikeForLike(),
            Method.oursFree());
    List<Task> tasks = new ArrayList<>();
    for (Subject subject : subjects) {
      for (Method method : methods) {
        for (WeightNoise noise : NOISES) {
          tasks.add(new Task(subject, method, noise, List.of(noise)));
        }
      }
    }
    return tasks;
  }

  @Override
  public Claims claims() {
    return Published::table1;
  }

  @Override
  public List<Section> sections(Result result) {
    return result.noises().stream()
        .map(noise -> new Section(Section.words(noise), noise, result.subjects()))
        .toList();
  }

  @Override
  public List<String> notes() {
    return List.of(
        Notes.NOISE,
        Notes.OURS,
        Notes.EQ9,
        "All rows of the gradient norm stand beside the one row that the paper calls ours. Its"
            + " lambda is not stated; by Table II it was 0.1 for Kodak 01 and 08, and 0.5 for"
            + " Kodak 24.");
  }
}
