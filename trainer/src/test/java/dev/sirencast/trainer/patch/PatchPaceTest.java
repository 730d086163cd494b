package dev.sirencast.trainer.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.Signal;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps by the clock, which the tests turn. */
class PatchPaceTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong();

  /** The steps of 100 patches that take so many times as long as planned, 1 s a 10 steps. */
  private List<Integer> steps(double slower) {
    PatchPace pace = PatchPace.within(100, 10 * 100, new Deadline(clock::get, 10 * 100 * SECOND));
    return IntStream.range(0, 100)
        .mapToObj(
            patch -> {
              int steps = pace.next(100);
              clock.addAndGet((long) (slower * steps * SECOND / 10));
              return steps;
            })
        .toList();
  }

  @Test
  void keepsToThePlanWhereItHolds() {
    assertTrue(steps(1).stream().allMatch(steps -> steps >= 99 && steps <= 101));
  }

  @Test
  void endsInTimeWherePatchesTakeLonger() {
    List<Integer> steps = steps(2);
    assertTrue(clock.get() <= 10 * 105 * SECOND, "ended after " + clock.get());
    assertTrue(steps.get(99) < 50, steps.toString());
  }

  @Test
  void planTakesTheTimeThatThereIs() {
    Signal picture = PatchPictures.halfFlat();
    PatchTrainingOptions usual = PatchTrainingOptions.of(picture);
    PatchTrainingOptions tried = PatchPlan.trials(usual);
    double[] errors =
        IntStream.rangeClosed(0, tried.family().widths().size())
            .mapToDouble(i -> Math.pow(0.3, i) * 100)
            .toArray();
    List<Double> seconds = tried.family().widths().stream().map(width -> width * 1e-5).toList();
    PatchSample sample = new PatchSample(tried.family(), List.of(errors), seconds, 400);
    int before = 0;
    for (double time : new double[] {4, 20, 100}) {
      PatchPlan plan = PatchPlan.of(usual, sample, false, 2, time);
      double all = plan.training() + plan.refining() + plan.rest();
      assertTrue(all <= time && all >= 0.9 * time, time + " s: " + plan);
      assertTrue(plan.options().steps() > before, plan.toString());
      before = plan.options().steps();
    }
    assertEquals(
        usual.price(), PatchPlan.of(usual, sample, true, 2, 100).options().price(), "a stated one");
  }

  @Test
  void scatteringTakesEveryPatchOnce() {
    for (int patches : new int[] {1, 2, 3, 8, 96, 384, 1001}) {
      Scattering scattering = new Scattering(patches);
      assertEquals(patches, IntStream.range(0, patches).map(scattering::patch).distinct().count());
    }
  }
}
