package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.encoder.patch.LosslessPatches;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.encoder.patch.PatchRounder;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.encoder.patch.ProgressivePatches;
import dev.sirencast.encoder.protection.PlannedPackets;
import dev.sirencast.encoder.protection.UnprotectedPatches;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.patch.PatchEnergy;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream of a base and networks of patches: rounds them, plans protection and cuts packets.
 * The same networks and options give the same bytes on one kernel, whatever the number of threads.
 * Immutable and thread-safe.
 */
public final class PatchedStreamEncoder {
  /** The least mean squared error that rounding is measured by: 120 dB. */
  private static final double LEAST_ERROR = 4e-12;

  /** What is taken for the quality of a base before anybody has measured it. */
  private static final double NOMINAL_PSNR = 20;

  /** Of the overhead that a stream is sketched with whose bytes are stated. */
  private static final double USUAL_SHARE = 0.25;

  private final PatchRounding rounding;
  private final PacketizerOptions packets;
  private final Optional<ProtectionPlan> plan;
  private final Executor executor;
  private final int threads;

  /**
   * Returns an encoder.
   *
   * @param packets how packets are made
   * @param plan of protection, instead of that in {@code packets}
   * @param executor where other threads come from
   * @param threads threads at most, the calling one included, 1 or more
   */
  public PatchedStreamEncoder(
      PatchRounding rounding,
      PacketizerOptions packets,
      Optional<ProtectionPlan> plan,
      Executor executor,
      int threads) {
    this.rounding = rounding;
    this.packets = packets;
    this.plan = plan;
    this.executor = executor;
    this.threads = threads;
  }

  /**
   * Returns the stream.
   *
   * @param refiner trains the patches on with their rounding
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest or the
   *     metadata would not fit one packet
   */
  public EncodedPatches encode(PatchedSource source, PatchRounder.Refiner refiner) {
    Signal signal = source.signal();
    boolean isBare = source.order().isEmpty();
    // A base alone has been rounded before: it is measured once, as it is received.
    double floatPsnr = isBare ? NOMINAL_PSNR : psnr(source.weights(), signal);
    PatchedWeights weights = isBare ? withOne(source.weights()) : source.weights();
    List<Integer> order = isBare ? List.of(0) : source.order();
    if (packets.coding().isLossless()) {
      return asTheyAre(source, weights, order, isBare ? psnr(weights, signal) : floatPsnr);
    }
    PatchQuantizer quantizer = quantizer(weights, order);
    double error = error(signal, noisyPsnr(source, weights, floatPsnr));
    Optional<ProtectionPlan> plan = planned(source, quantizer, error);
    QuantizedPatches made = rounder(source, plan, refiner).round(quantizer, rounding, error);
    PatchedWeights received = received(weights, made);
    Signal decoded = decoded(received, signal);
    double psnr = Psnr.decibels(signal, decoded);
    floatPsnr = isBare ? psnr : floatPsnr;
    QuantizedPatches patches =
        new QuantizedPatches(
            made.description().withEnergy((float) PatchEnergy.of(received)), made.patches());
    Optional<Signal> bare =
        plan.isPresent() || isInParts()
            ? Optional.of(decoded(without(weights), signal))
            : Optional.empty();
    if (isInParts()) {
      Signal coarse = decoded(received(weights, ProgressivePatches.coarse(patches)), signal);
      patches = ProgressivePatches.of(patches, signal, bare.orElseThrow(), coarse, decoded);
    }
    PlannedPackets planned = PlannedPackets.of(packets);
    if (plan.isPresent()) {
      planned =
          plan.get()
              .apply(
                  unprotected(source, patches),
                  meanSquaredError(psnr),
                  meanSquaredError(Psnr.decibels(signal, bare.orElseThrow())));
    }
    PacketizerOptions options = planned.options();
    EncodedStream stream =
        Packetizer.packetize(
            source.description(), source.base(), source.origin(), patches, options);
    return new EncodedPatches(
        stream,
        options.protection(),
        planned.forecast(),
        weights,
        0,
        floatPsnr,
        decoded,
        psnr,
        noisyPsnr(source, received, psnr),
        asked(),
        toCome(source, patches, options, stream));
  }

  private PatchQuantizer quantizer(PatchedWeights weights, List<Integer> order) {
    PatchQuantizer quantizer = PatchQuantizer.of(weights, order, executor, threads);
    return packets.coding().isErrorResilient() ? quantizer.withFixedWidths() : quantizer;
  }

  /** The plan, with as much overhead as pays where the bytes of all are stated. */
  private Optional<ProtectionPlan> planned(
      PatchedSource source, PatchQuantizer quantizer, double error) {
    if (!(rounding instanceof PatchRounding.Bytes all)
        || plan.isEmpty()
        || plan.get().spare() == 0) {
      return plan;
    }
    Signal signal = source.signal();
    double values = (double) signal.grid().points() * signal.components();
    double bare = Psnr.decibels(signal, decoded(without(quantizer.weights()), signal));
    PatchRounder rounder = rounder(source, Optional.empty(), PatchRounder.Refiner.NONE);
    DoubleFunction<QuantizedPatches> leaving =
        share -> rounder.round(quantizer, new PatchRounding.Bytes(left(all.bytes(), share)), error);
    DoubleUnaryOperator added =
        share -> {
          QuantizedPatches patches = leaving.apply(share);
          return bytes(Optional.empty(), unprotected(source, inParts(patches)))
                  > left(all.bytes(), share)
              ? Double.POSITIVE_INFINITY
              : quantizer.predictedError(patches);
        };
    QuantizedPatches sketch = leaving.apply(USUAL_SHARE);
    return Optional.of(
        plan.get()
            .within(
                unprotected(source, sketch),
                (error + quantizer.predictedError(sketch)) / (4 * values),
                meanSquaredError(bare),
                new RoundedShares(error, added)));
  }

  /** The bytes of a stream without its protection. */
  private static long left(long bytes, double share) {
    return Math.max(1, (long) (bytes / (1 + share)));
  }

  private PatchRounder rounder(
      PatchedSource source, Optional<ProtectionPlan> plan, PatchRounder.Refiner refiner) {
    return new PatchRounder(
        refiner,
        patches -> bytes(plan, unprotected(source, inParts(patches))),
        patches ->
            Packetizer.fitting(patches, plan.map(own -> own.tightest(packets)).orElse(packets)));
  }

  /**
   * Whether a size that is asked for can be met at all.
   *
   * @param bare a source whose patches are left to its base
   */
  public boolean canMeet(PatchedSource bare) {
    if (!(rounding instanceof PatchRounding.Bytes most) || packets.coding().isLossless()) {
      return true;
    }
    PatchQuantizer quantizer = quantizer(withOne(bare.weights()), List.of(0));
    // What a plan may do without it gives to the weights.
    Optional<ProtectionPlan> needed = plan.filter(own -> own.spare() == 0);
    return rounder(bare, needed, PatchRounder.Refiner.NONE).leastBytes(quantizer) <= most.bytes();
  }

  /** The stream of weights that nothing rounds. */
  private EncodedPatches asTheyAre(
      PatchedSource source, PatchedWeights weights, List<Integer> order, double floatPsnr) {
    EncodedStream stream =
        Packetizer.packetize(
            source.description(),
            weights.base(),
            source.origin(),
            LosslessPatches.of(weights, order, Short.SIZE * packets.coding().symbols()),
            packets);
    return new EncodedPatches(
        stream,
        packets.protection(),
        Optional.empty(),
        weights,
        0,
        floatPsnr,
        decoded(weights, source.signal()),
        floatPsnr,
        noisyPsnr(source, weights, floatPsnr),
        Long.MAX_VALUE,
        0);
  }

  /** Whether patches are sent in two parts; plain bits of an entropy-coded symbol, no other. */
  private boolean isInParts() {
    return packets.order() == PacketOrder.PROGRESSIVE
        && packets.coding() == WeightCoding.ENTROPY_CODED;
  }

  /** Patches as they are counted before anybody knows what each part brings. */
  private QuantizedPatches inParts(QuantizedPatches patches) {
    return isInParts() ? ProgressivePatches.split(patches) : patches;
  }

  private long asked() {
    return rounding instanceof PatchRounding.Bytes most ? most.bytes() : Long.MAX_VALUE;
  }

  /** The bytes that a signature will add to a stream, as they were counted in its size. */
  private static long toCome(
      PatchedSource source,
      QuantizedPatches patches,
      PacketizerOptions options,
      EncodedStream unsigned) {
    if (!options.signed()) {
      return 0;
    }
    return Packetizer.streamBytes(
            source.description(), source.base(), source.origin(), patches, options)
        - unsigned.bytes();
  }

  private UnprotectedPatches unprotected(PatchedSource source, QuantizedPatches patches) {
    return new UnprotectedPatches(
        source.description(), source.base(), source.origin(), patches, packets);
  }

  private long bytes(Optional<ProtectionPlan> plan, UnprotectedPatches stream) {
    return plan.isPresent() ? plan.get().streamBytes(stream) : stream.bytes(packets);
  }

  /** The weights that a receiver has which misses nothing. */
  private static PatchedWeights received(PatchedWeights weights, QuantizedPatches rounded) {
    List<@Nullable PatchWeights> patches =
        new ArrayList<>(Collections.nCopies(weights.patches().size(), null));
    for (PatchSymbols patch : rounded.patches()) {
      patches.set(patch.patch(), rounded.description().dequantize(patch));
    }
    return with(weights, patches);
  }

  private static PatchedWeights without(PatchedWeights weights) {
    return with(weights, Collections.nCopies(weights.patches().size(), null));
  }

  /** A stream has one network of a patch at least: where none pays, one that adds least. */
  private static PatchedWeights withOne(PatchedWeights weights) {
    List<@Nullable PatchWeights> patches = new ArrayList<>(weights.patches());
    float least = PatchSymbols.amplitudeOf(PatchSymbols.MAX_INDEX);
    patches.set(0, new PatchWeights(0, least, weights.family().initial(0)));
    return with(weights, patches);
  }

  private static PatchedWeights with(PatchedWeights weights, List<@Nullable PatchWeights> patches) {
    return new PatchedWeights(
        weights.base(), weights.baseStep(), weights.grid(), weights.family(), patches);
  }

  private static double meanSquaredError(double psnr) {
    return Math.pow(10, -psnr / 10);
  }

  /** The sum of squared errors of y, which is twice a sample. */
  private static double error(Signal signal, double psnr) {
    double values = (double) signal.grid().points() * signal.components();
    return Math.max(values * LEAST_ERROR, 4 * values * meanSquaredError(psnr));
  }

  /** The PSNR under one draw of the noise: what rounding is measured by. */
  private double noisyPsnr(PatchedSource source, PatchedWeights weights, double clean) {
    if (source.origin().noise().isNone()) {
      return clean;
    }
    PatchedWeights noisy =
        weights.under(
            source.origin().noise().perturbations(), source.origin().seeded(), source.noiseSeed());
    return Psnr.decibels(source.signal(), decoded(noisy, source.signal()));
  }

  /** In bands, so that a second signal need not lie in memory. */
  private double psnr(PatchedWeights weights, Signal signal) {
    return Psnr.decibels(
        signal, PatchedNetwork.of(weights).samples(signal.grid(), executor, threads));
  }

  private Signal decoded(PatchedWeights weights, Signal signal) {
    return PatchedNetwork.of(weights)
        .reconstruct(signal.format(), signal.grid(), executor, threads);
  }
}
