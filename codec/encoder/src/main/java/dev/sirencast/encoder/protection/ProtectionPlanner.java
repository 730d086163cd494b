package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.siren.noise.TensorSensitivity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Spends a given overhead where it keeps the most quality on a stated link.
 *
 * <p>Tries every choice of how many of the hidden matrices' lowest bits are protected apart, of
 * what bodies carry against flipped bits, and of how many repair packets they get, and takes the
 * one with the least expected loss in decibels, by what a class's loss does to the signal ({@link
 * TensorSensitivity}) and how likely its code fails ({@link ErasureForecast}). The manifest and the
 * high-priority class, which cost little, get what they need first. Immutable and thread-safe.
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
  private final List<ProbedStream> probes;

  /** Options, and what is expected of them. */
  private record Choice(PacketizerOptions options, ExpectedLoss loss) {}

  /**
   * Looks at every way to pack a stream.
   *
   * @param stream what is protected; at least its number of manifests is kept
   * @param link what it is to be protected against
   * @param cleanError the mean squared error of the samples without damage; 0 if it is not known,
   *     which is taken for 40 dB or what the rounding alone gives
   * @throws IllegalArgumentException if the coding is lossless, or parts do not fit each other
   */
  public ProtectionPlanner(UnprotectedStream stream, LinkEstimate link, double cleanError) {
    this.stream = stream;
    this.link = link;
    this.errors = new StreamErrors(stream);
    this.cleanError = cleanError > 0 ? cleanError : Math.max(USUAL_ERROR, errors.rounding());
    this.probes = probes();
  }

  /**
   * Returns the stream's options with protection, and what comes of it.
   *
   * @param overhead bytes that all of it may take over those of the stream without, 0 to 4
   */
  public PlannedPackets plan(double overhead) {
    double budget = budget(overhead);
    Choice best = null;
    for (double spent : Overheads.spent(overhead)) {
      for (ProbedStream probe : probes) {
        for (StreamPlan plan : plans(probe, budget(spent))) {
          best = better(best, plan, probe, budget);
        }
      }
      if (best != null && best.loss().isSmall()) {
        break;
      }
    }
    Choice chosen = best == null ? bare() : best;
    OptionalDouble enough =
        chosen.loss().isSmall()
            ? OptionalDouble.of(overhead)
            : Overheads.enough(overhead, this::expected);
    return new PlannedPackets(
        chosen.options(), Optional.of(new PlannedPackets.Forecast(chosen.loss(), enough)));
  }

  /**
   * Returns the overhead that is best where all of the stream may have so many bytes and no more,
   * as {@link PatchProtectionPlanner#share} does.
   */
  public double share(double most, DoubleUnaryOperator lacking) {
    return Overheads.best(most, this::expected, lacking);
  }

  private double budget(double overhead) {
    return (1 + overhead) * stream.bytes();
  }

  /** The least loss that an overhead leaves, by the probes alone. */
  private ExpectedLoss expected(double overhead) {
    double budget = budget(overhead);
    return probes.stream()
        .flatMap(probe -> plans(probe, budget).stream().map(plan -> loss(plan, probe)))
        .min(Comparator.comparingDouble(ExpectedLoss::mean))
        .orElseGet(() -> bare().loss());
  }

  private List<ProbedStream> probes() {
    List<ProbedStream> all = new ArrayList<>();
    int narrowest = stream.narrowestBits();
    for (FecScheme inner : inners()) {
      for (int low = 0; low <= MAX_LOW_BITS && low < narrowest - 1; low++) {
        all.add(ProbedStream.of(stream, errors, inner, low));
      }
    }
    return all;
  }

  /** The stream as it is: all of it is one class or two, without a code. */
  private Choice bare() {
    ProbedStream probe = ProbedStream.of(stream, errors, FecScheme.NONE, 0);
    StreamLink on = on(probe.packets());
    ExpectedLoss loss =
        probe.unrepaired().loss(on, ManifestNeeds.risk(link, stream.manifestCopies()), cleanError);
    return new Choice(stream.options(), loss);
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

  private int copies(ProbedStream probe) {
    return ManifestNeeds.copies(link, probe.manifestBytes(), stream.manifestCopies());
  }

  /** The ways to spend a number of bytes on a probed stream; none where it has more itself. */
  private List<StreamPlan> plans(ProbedStream probe, double budget) {
    long manifests = (long) (copies(probe) - stream.manifestCopies()) * probe.manifestBytes();
    double room = budget - (probe.bytes() + manifests);
    List<StreamPlan> plans = new ArrayList<>();
    StreamPlan plan = probe.unrepaired();
    if (plan.hasVital()) {
      plan = plan.withHighPriority(enough(plan.highPriority(), probe.packets(), (long) room));
    }
    for (StreamPlan start : lowPlans(plan)) {
      if (start.bytes() <= room) {
        plans.addAll(filled(start, room));
      }
    }
    return plans;
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

  /**
   * Plans whose hidden class gets what is left of the room, or a few packets less where more would
   * take another block.
   */
  private static List<StreamPlan> filled(StreamPlan plan, double room) {
    ProtectedClass matrices = plan.matrices().what();
    int most = matrices.bounded((long) ((room - plan.bytes()) / matrices.repairBytes()));
    List<StreamPlan> plans = new ArrayList<>(List.of(plan.withMatrices(most)));
    for (int blocks = 1; matrices.mostIn(blocks) < most; blocks++) {
      if (matrices.mostIn(blocks) > 0) {
        plans.add(plan.withMatrices(matrices.mostIn(blocks)));
      }
    }
    return plans;
  }

  private ExpectedLoss loss(StreamPlan plan, ProbedStream probe) {
    return plan.loss(
        on(probe.packets() + plan.repairs()), ManifestNeeds.risk(link, copies(probe)), cleanError);
  }

  /** The better of a choice and of a plan, with fewer repair packets if they are too many. */
  private @Nullable Choice better(
      @Nullable Choice best, StreamPlan plan, ProbedStream probe, double budget) {
    // Bodies with a code may be more than the probe's.
    for (StreamPlan tried = plan; ; tried = tried.withMatrices(tried.matrices().repairs() - 1)) {
      ExpectedLoss loss = loss(tried, probe);
      if (best != null && !(loss.mean() < best.loss().mean())) {
        return best;
      }
      PacketizerOptions options =
          stream.options().withProtection(tried.protection()).withManifestCopies(copies(probe));
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
