package dev.sirencast.experiments.noise;

import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.lab.PatchScale;
import dev.sirencast.experiments.lab.SignalFolder;
import dev.sirencast.experiments.lab.Subject;
import dev.sirencast.experiments.lab.Task;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One network beside patches of about as many weights, under the paper's noises.
 *
 * @param scale of the streams that patches are trained for
 */
record Patches(PatchScale scale) implements Definition {
  private static final WeightNoise GAUSSIAN_TARGET = WeightNoise.gaussian(1e-3);

  /** What weights that are to stand losses are trained for, too: numbers that are missing. */
  static final WeightNoise MASK_TARGET = WeightNoise.mask(3e-3);

  private static final List<WeightNoise> GAUSSIAN =
      List.of(1e-4, 3.16e-4, 1e-3, 3.16e-3, 1e-2).stream().map(WeightNoise::gaussian).toList();

  private static final List<WeightNoise> MASK =
      List.of(1e-4, 1e-3, 3.16e-3, 1e-2, 3.16e-2, 1e-1).stream().map(WeightNoise::mask).toList();

  @Override
  public String title() {
    return "One network beside patches: noise on the weights, and packets lost";
  }

  @Override
  public List<Subject> subjects(SignalFolder folder) throws IOException {
    return List.of(folder.kodak(22), folder.kodak(23));
  }

  private List<Method> methods() {
    PatchRounding bytes = new PatchRounding.Bytes(scale.bytes());
    return List.of(
        Method.mse(),
        Method.oursFree(),
        Method.patches(bytes, scale.packets()),
        Method.robustPatches(bytes, scale.packets()));
  }

  @Override
  public List<Task> tasks(List<Subject> subjects) {
    List<Task> tasks = new ArrayList<>();
    for (Subject subject : subjects) {
      for (Method method : methods()) {
        tasks.add(new Task(subject, method, GAUSSIAN_TARGET, GAUSSIAN));
        tasks.add(new Task(subject, method, MASK_TARGET, MASK));
      }
    }
    return tasks;
  }

  /** What is sent of one signal over channels that lose packets. */
  List<Task> sent(Subject subject) {
    return methods().stream()
        .map(method -> new Task(subject, method, MASK_TARGET, List.of()))
        .toList();
  }

  @Override
  public Claims claims() {
    return Claims.NONE;
  }

  @Override
  public List<Curve> curves(Result result) {
    return Curve.all("patches", result);
  }

  @Override
  public List<String> notes() {
    return List.of(
        Notes.NOISE,
        Notes.OURS,
        "*Patches* are a small base network and a network for each patch of 32x32 samples that pays,"
            + " as `encode --bytes "
            + scale.bytes()
            + "` trains them; *patches, robust* as `--robust` does for the noise. The one network is"
            + " as wide as makes about as many weights. Patches are trained as long as their effort"
            + " says, not in the steps of the one network. Noise hits all that is sent of base and"
            + " patches, before patches are rounded.",
        "Robust rows are trained for one strength: Gaussian 0.001, binary 0.003.",
        "Packets lost. Every stream has "
            + scale.bytes()
            + " bytes at most and packets of "
            + scale.packetBytes()
            + ", entropy-coded, five manifests, no protection; what is lost is concealed as the"
            + " receiver does. Robust rows are those that were trained for binary noise. A row is"
            + " above another where their difference in the same "
            + scale.transfers()
            + " transfers exceeds 0.25 dB and its 95 % confidence interval. Where no manifest"
            + " arrives, grey is counted.");
  }
}
