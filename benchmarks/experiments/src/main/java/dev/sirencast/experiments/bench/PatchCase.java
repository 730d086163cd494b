package dev.sirencast.experiments.bench;

import dev.sirencast.patch.PatchFamily;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Patches that are trained one way.
 *
 * @param study which question it belongs to
 * @param size samples of a patch along each axis at most
 * @param widths that patches choose from; with one, every patch has it
 * @param steps gradient steps of a patch in all
 * @param decibels what prices a weight where there is a choice
 */
public record PatchCase(Study study, int size, List<Integer> widths, int steps, double decibels) {
  /** What is asked. */
  public enum Study {
    /** How far training goes, for small, usual and large patches of about as many weights. */
    STEPS,
    /** One width for all patches. */
    WIDTH,
    /** A width for each patch, by what it saves. */
    CONTENT
  }

  /** Samples of a patch as encode has them. */
  static final int USUAL_SIZE = 32;

  static final int USUAL_STEPS = 300;
  private static final int TRIAL_STEPS = 40;
  private static final List<Integer> STEPS = List.of(75, 150, 300, 600);

  /** Copies the list. */
  public PatchCase {
    widths = List.copyOf(widths);
  }

  /** All cases: twelve of steps, four more of one width, four of widths by content. */
  public static List<PatchCase> all() {
    List<PatchCase> cases = new ArrayList<>();
    for (int steps : STEPS) {
      cases.add(ofOne(Study.STEPS, 16, 8, steps));
      cases.add(ofOne(Study.STEPS, USUAL_SIZE, 16, steps));
      cases.add(ofOne(Study.STEPS, 64, 32, steps));
    }
    for (int width : List.of(4, 8, 12, 20)) {
      cases.add(ofOne(Study.WIDTH, USUAL_SIZE, width, USUAL_STEPS));
    }
    for (double decibels : List.of(27.7, 30.7, 33.7, 36.7)) {
      cases.add(
          new PatchCase(
              Study.CONTENT, USUAL_SIZE, List.of(4, 8, 12, 16, 20), USUAL_STEPS, decibels));
    }
    return List.copyOf(cases);
  }

  private static PatchCase ofOne(Study study, int size, int width, int steps) {
    return new PatchCase(study, size, List.of(width), steps, Double.POSITIVE_INFINITY);
  }

  /** The options of {@code encode} for a signal, changed in what the case says. */
  public PatchTrainingOptions options(Signal signal) {
    PatchTrainingOptions usual = PatchTrainingOptions.of(signal);
    PatchFamily family = usual.family();
    // A first layer's factor for the samples of 32: larger patches have faster waves in them.
    float first = family.firstScale() * size / USUAL_SIZE;
    int trial = widths.size() > 1 ? TRIAL_STEPS : 1;
    return usual
        .withSizes(Collections.nCopies(usual.sizes().size(), size))
        .withFamily(
            new PatchFamily(
                family.shape(),
                widths,
                family.seed(),
                Math.max(family.firstScale(), first),
                family.hiddenScale(),
                family.lastScale()))
        .withSteps(trial, steps - trial)
        .withPrice(PatchTrainingOptions.priceOf(decibels));
  }

  /** The widths as text, with a space between. */
  public String widthText() {
    return widths.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
