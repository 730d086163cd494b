package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.siren.noise.TensorSensitivity;
import java.util.ArrayList;
import java.util.List;

/**
 * Spends a given overhead where it keeps the most quality on a stated link.
 *
 * <p>Tries every choice of how many of the hidden matrices' lowest bits are protected apart, of
 * what bodies carry against flipped bits, and of how many repair packets they get, and takes the
 * one with the least expected loss in decibels, by what a class's loss does to the signal ({@link
 * TensorSensitivity}) and how likely its code fails ({@link ErasureForecast}). The manifest and the
 * high-priority class, which cost little, get what they need first. Thread-safe.
 */
public final class ProtectionPlanner {
  private static final int[] SLICES = {32, 64, 128};
  private static final int MAX_CORRECTED = 6;
  private static final int MAX_LOW_BITS = 5;
  private static final double NEGLIGIBLE = 1e-4;

  /** Blocks of the lowest bits that are tried, each with one repair packet of whole bodies. */
  private static final int[] LOW_BLOCKS = {0, 2, 4, 8, 16, 32};

  private static final double USUAL_ERROR = 1e-4;

  private final UnprotectedStream stream;
  private final LinkEstimate link;
  private final StreamErrors errors;
  private final double cleanError;
  private final double budget;

  private ProtectionPlanner(
      UnprotectedStream stream, double overhead, LinkEstimate link, double cleanError) {
    this.stream = stream;
    this.link = link;
    this.errors = new StreamErrors(stream);
    this.cleanError = cleanError > 0 ? cleanError : Math.max(USUAL_ERROR, errors.rounding());
    this.budget = (1 + overhead) * stream.bytes();
  }

  /** A choice, and its expected loss in decibels. */
  private record Choice(PacketizerOptions options, double loss) {}

  /**
   * Returns the stream's options with protection.
   *
   * @param stream what is protected; at least its number of manifests is kept
   * @param overhead bytes that all of it may take over those of the stream without, 0 to 4
   * @param link what it is to be protected against
   * @param cleanError the mean squared error of the samples without damage; 0 if it is not known,
   *     which is taken for 40 dB or what the rounding alone gives
   * @throws IllegalArgumentException if the coding is lossless, or parts do not fit each other
   */
  public static PacketizerOptions plan(
      UnprotectedStream stream, double overhead, LinkEstimate link, double cleanError) {
    return new ProtectionPlanner(stream, overhead, link, cleanError).plan();
  }

  private PacketizerOptions plan() {
    Choice best = new Choice(stream.options(), Double.MAX_VALUE);
    int narrowest = stream.narrowestBits();
    for (FecScheme inner : inners()) {
      for (int low = 0; low <= MAX_LOW_BITS && low < narrowest - 1; low++) {
        best = better(best, ProbedStream.of(stream, errors, inner, low));
      }
    }
    return best.options();
  }

  /** What bodies may carry against flipped bits: nothing, slices, or parity bytes. */
  private static List<FecScheme> inners() {
    List<FecScheme> inners = new ArrayList<>();
    for (int corrected = 0; corrected <= MAX_CORRECTED; corrected++) {
      inners.add(FecScheme.NONE.withCorrected(corrected));
    }
    for (int slice : SLICES) {
      inners.add(FecScheme.NONE.withSliceBytes(slice));
    }
    return inners;
  }

  /** The best of a choice and of what a probed stream allows. */
  private Choice better(Choice best, ProbedStream probe) {
    int copies = ManifestNeeds.copies(link, probe.manifestBytes(), stream.manifestCopies());
    long manifests = (long) (copies - stream.manifestCopies()) * probe.manifestBytes();
    double room = budget - (probe.bytes() + manifests);
    StreamPlan plan = probe.unrepaired();
    if (plan.hasVital()) {
      plan = plan.withHighPriority(enough(plan.highPriority(), probe.packets(), (long) room));
    }
    Choice chosen = best;
    for (StreamPlan start : lowPlans(plan)) {
      if (start.bytes() <= room) {
        chosen = better(chosen, filled(start, room), probe.packets(), copies);
      }
    }
    return chosen;
  }

  /** A plan with no repair packets of the lowest bits, or with a few where they are apart. */
  private static List<StreamPlan> lowPlans(StreamPlan plan) {
    if (!plan.hasLow()) {
      return List.of(plan);
    }
    List<StreamPlan> plans = new ArrayList<>();
    ProtectedClass low = plan.low().what();
    for (int blocks : LOW_BLOCKS) {
      int bounded = Math.min(blocks, low.sources());
      if (low.fitsBlocks(bounded)) {
        plans.add(plan.withLow(bounded));
      }
    }
    return plans;
  }

  /** A plan whose hidden class gets what is left of the room. */
  private static StreamPlan filled(StreamPlan plan, double room) {
    ProtectedClass matrices = plan.matrices().what();
    return plan.withMatrices(
        matrices.bounded((long) ((room - plan.bytes()) / matrices.repairBytes())));
  }

  /** The better of a choice and of a plan, with fewer repair packets if they are too many. */
  private Choice better(Choice best, StreamPlan plan, int probePackets, int copies) {
    // Bodies with a code may be more than the probe's.
    for (StreamPlan tried = plan; ; tried = tried.withMatrices(tried.matrices().repairs() - 1)) {
      double loss = tried.loss(on(probePackets + tried.repairs()), cleanError);
      if (!(loss < best.loss())) {
        return best;
      }
      PacketizerOptions options =
          stream.options().withProtection(tried.protection()).withManifestCopies(copies);
      if (stream.bytes(options) <= budget) {
        return new Choice(options, loss);
      }
      if (tried.matrices().repairs() == 0) {
        return best;
      }
    }
  }

  private StreamLink on(int packets) {
    return new StreamLink(link, packets, stream.options().coding() == WeightCoding.ERROR_RESILIENT);
  }

  /**
   * How many repair packets of the high-priority class leave nothing to wish for, within a budget.
   */
  private int enough(ClassPlan highPriority, int packets, long bytes) {
    int most = highPriority.what().bounded(bytes / highPriority.what().repairBytes());
    for (int repairs = 0; repairs < most; repairs++) {
      if (highPriority.what().forecast(on(packets), repairs).failure() < NEGLIGIBLE) {
        return repairs;
      }
    }
    return most;
  }
}
