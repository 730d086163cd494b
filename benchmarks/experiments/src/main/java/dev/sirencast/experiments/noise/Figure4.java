package dev.sirencast.experiments.noise;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Subject;
import dev.sirencast.experiments.lab.Task;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Figure 4: PSNR against the noise's strength, on two pictures. */
public final class Figure4 implements Definition {
  private static final double LAMBDA = 0.01;
  private static final WeightNoise GAUSSIAN_TARGET = WeightNoise.gaussian(1e-3);
  private static final WeightNoise MASK_TARGET = WeightNoise.mask(3e-3);

  /** Strengths a factor of 10^(1/4) apart, three significant digits. */
  private static final List<WeightNoise> GAUSSIAN =
      strengths(-4, -2).stream().map(WeightNoise::gaussian).toList();

  private static final List<WeightNoise> MASK =
      strengths(-4, -1).stream().map(WeightNoise::mask).toList();

  private static List<Double> strengths(int from, int to) {
    return IntStream.rangeClosed(4 * from, 4 * to)
        .mapToObj(i -> String.format(Locale.ROOT, "%.2e", Math.pow(10, i / 4.0)))
        .map(Double::valueOf)
        .toList();
  }

  @Override
  public String title() {
    return "Figure 4: PSNR against the strength of the noise on the weights";
  }

  @Override
  public List<Subject> subjects(SignalFolder folder) throws IOException {
    return List.of(folder.kodak(22), folder.kodak(23));
  }

  @Override
  public List<Task> tasks(List<Subject> subjects) {
    List<Method> methods =
        List.of(
            Method.mse(),
            Method.gradientNorm(LAMBDA),
            Method.oursLikeForLike(),
            Method.oursFree(),
            Method.patches(PatchRounding.DEFAULT, PacketizerOptions.DEFAULTS),
            Method.robustPatches(PatchRounding.DEFAULT, PacketizerOptions.DEFAULTS));
    List<Task> tasks = new ArrayList<>();
    for (Subject subject : subjects) {
      for (Method method : methods) {
        tasks.add(new Task(subject, method, GAUSSIAN_TARGET, GAUSSIAN));
        tasks.add(new Task(subject, method, MASK_TARGET, MASK));
      }
    }
    return tasks;
  }

  @Override
  public Claims claims() {
    return Claims.NONE;
  }

  @Override
  public List<Curve> curves(Result result) {
    return Curve.all("figure4", result);
  }

  @Override
  public List<String> notes() {
    return List.of(
        Notes.NOISE,
        Notes.OURS,
        Notes.PATCHES,
        "Each of our curves is one network, trained for one strength in the middle of the axis:"
            + " Gaussian 0.001 on the left, binary 0.003 on the right. A network trained for the"
            + " strength at hand would do better at both ends.",
        "The paper prints its figure without numbers and says that its method is above mse under"
            + " noise throughout, and below it without noise.");
  }
}
