package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.PacketizerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One way to pack a signal in patches: packets of a length, with what they carry against flipped
 * bits. What is left open is how many repair packets there are.
 *
 * @param options its packets, without protection
 * @param probed what the stream is like
 * @param resilient whether it has the parity bytes of error-resilient patches
 * @param link what it is sent over
 */
record PatchCandidate(
    PacketizerOptions options, ProbedPatches probed, boolean resilient, LinkEstimate link) {
  private static final double NEGLIGIBLE = 1e-4;

  /** So many repair packets, and what is expected of them. */
  record Repairs(PatchCandidate of, int base, int patches, ExpectedLoss loss) {
    /** The stream's options. */
    PacketizerOptions options() {
      ProbedPatches probed = of.probed;
      return of.options.withProtection(
          ProbedPatches.protection(
              new ClassPlan(probed.base(), base).scheme(),
              new ClassPlan(probed.patches(), patches).scheme(),
              of.resilient));
    }
  }

  /**
   * Returns the ways to spend a number of bytes: a base that is protected as far as it pays or not
   * at all beyond what it always has, and as many repair packets of patches as there is room for,
   * or a few less where more would take another block.
   */
  List<Repairs> within(double bytes, double cleanError) {
    List<Repairs> ways = new ArrayList<>();
    for (int base : IntStream.of(enough(), probed.unasked()).distinct().toArray()) {
      double room = bytes - probed.bytes(base, 0);
      if (room >= 0) {
        ProtectedClass patches = probed.patches();
        int most = patches.bounded((long) (room / patches.repairBytes()));
        ways.add(repairs(base, most, cleanError));
        for (int blocks = 1; patches.mostIn(blocks) < most; blocks++) {
          if (patches.mostIn(blocks) > 0) {
            ways.add(repairs(base, patches.mostIn(blocks), cleanError));
          }
        }
      }
    }
    return ways;
  }

  /** So many repair packets. */
  Repairs repairs(int base, int patches, double cleanError) {
    StreamLink on = on(probed.packets(base, patches));
    ExpectedLoss loss =
        ExpectedLoss.of(
            List.of(
                ManifestNeeds.risk(link, options.manifestCopies().orElse(1)),
                new ClassPlan(probed.base(), base).riskOfAll(on),
                new ClassPlan(probed.patches(), patches).riskOfEach(on)),
            cleanError);
    return new Repairs(this, base, patches, loss);
  }

  private StreamLink on(int packets) {
    return new StreamLink(link, packets, false);
  }

  /** As many repair packets of the base as leave nothing to wish for. */
  private int enough() {
    StreamLink on = on(probed.packets());
    ClassPlan plan = new ClassPlan(probed.base(), probed.unasked());
    while (plan.repairs() < plan.what().bounded(Integer.MAX_VALUE)
        && plan.what().forecast(on, plan.repairs()).failure() > NEGLIGIBLE) {
      plan = plan.with(plan.repairs() + 1);
    }
    return plan.repairs();
  }
}
