package dev.sirencast.trainer.patch;

import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.ProtectionPlan;
import dev.sirencast.encoder.RoundingWay;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.encoder.patch.ProgressivePatches;
import dev.sirencast.encoder.protection.PatchProtectionPlanner;
import dev.sirencast.encoder.protection.UnprotectedPatches;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.patch.PatchEnergy;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream of a signal: trains base and patches on the processor, rounds them and cuts
 * packets. The same signal and options give the same bytes on one kernel, whatever the number of
 * threads. Immutable and thread-safe.
 */
public final class PatchedSignalEncoder {
  private static final int BASE_BITS = 8;

  /** What a weight takes where its rounding and its being there are worth their bits alike. */
  private static final double BITS_A_WEIGHT = 5.7;

  private static final double SOUND_BITS_A_WEIGHT = 9;

  /** Share of the time that a base's steps may take. */
  private static final double BASE_SHARE = 0.2;

  /** The least mean squared error that rounding is measured by: 120 dB. */
  private static final double LEAST_ERROR = 4e-12;

  private final PatchTrainingOptions training;
  private final PatchRounding rounding;
  private final PacketizerOptions packets;
  private final Optional<ProtectionPlan> plan;
  private final Executor executor;
  private final int threads;
  private final @Nullable Limit limit;

  /** A time that is asked for, and whether the price of a weight is stated beside it. */
  private record Limit(Deadline deadline, boolean priced) {}

  /**
   * Returns an encoder.
   *
   * @param packets how packets are made
   * @param plan of protection, instead of that in {@code packets}
   * @param executor where other threads come from
   * @param threads threads at most, the calling one included, 1 or more
   */
  public PatchedSignalEncoder(
      PatchTrainingOptions training,
      PatchRounding rounding,
      PacketizerOptions packets,
      Optional<ProtectionPlan> plan,
      Executor executor,
      int threads) {
    this(
        rounding instanceof PatchRounding.Bytes asked ? training.within(asked.bytes()) : training,
        rounding,
        packets,
        plan,
        executor,
        threads,
        null);
  }

  private PatchedSignalEncoder(
      PatchTrainingOptions training,
      PatchRounding rounding,
      PacketizerOptions packets,
      Optional<ProtectionPlan> plan,
      Executor executor,
      int threads,
      @Nullable Limit limit) {
    this.training = training;
    this.rounding = rounding;
    this.packets = packets;
    this.plan = plan;
    this.executor = executor;
    this.threads = threads;
    this.limit = limit;
  }

  /**
   * This encoder in some time: steps follow from what the first ones take, with widths and a price
   * that suit them, and every patch has the whole of its schedule. Bytes then depend on the machine
   * and its load.
   *
   * @param deadline for the whole encoding; a signal that takes longer at the least number of steps
   *     takes longer
   * @param priced whether the options' price of a weight stays as it is
   */
  public PatchedSignalEncoder within(Deadline deadline, boolean priced) {
    return new PatchedSignalEncoder(
        training, rounding, packets, plan, executor, threads, new Limit(deadline, priced));
  }

  /**
   * Returns the stream of a signal.
   *
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest or the
   *     metadata would not fit one packet
   */
  public EncodedPatches encode(Signal signal, PatchTrainingListener listener) {
    PatchTrainer first = new PatchTrainer(signal, training, executor, threads);
    QuantizedNetwork base = rounded(base(first), first.small());
    PatchSchedule schedule = schedule(first, signal, base);
    PatchTrainer trainer = new PatchTrainer(signal, schedule.options(), executor, threads);
    TrainedPatches trained = trainer.patches(base.dequantize(), schedule.training(), listener);
    PatchedWeights weights = trained.weights();
    double floatPsnr = psnr(weights, signal);
    List<Integer> order = trained.order();
    if (order.isEmpty()) {
      weights = withOne(weights);
      order = List.of(0);
    }
    PatchQuantizer quantizer = PatchQuantizer.of(weights, order, executor, threads);
    SignalDescription description = SignalDescription.of(signal);
    PatchRounder rounder =
        new PatchRounder(
            trainer,
            schedule.refining(),
            patches -> bytes(new UnprotectedPatches(description, base, origin(), patches, packets)),
            patches ->
                Packetizer.fitting(
                    patches,
                    plan.isPresent() ? PatchProtectionPlanner.tightest(packets) : packets));
    double bearing = noisyPsnr(weights, signal, floatPsnr);
    PatchRounder.Rounded made = rounder.round(quantizer, rounding, error(signal, bearing));
    PatchedWeights received = received(weights, made.patches());
    Signal decoded = decoded(received, signal);
    double psnr = Psnr.decibels(signal, decoded);
    QuantizedPatches patches =
        new QuantizedPatches(
            made.patches().description().withEnergy((float) PatchEnergy.of(received)),
            made.patches().patches());
    Optional<Signal> bare =
        plan.isPresent() || packets.order() == PacketOrder.PROGRESSIVE
            ? Optional.of(decoded(without(weights), signal))
            : Optional.empty();
    if (packets.order() == PacketOrder.PROGRESSIVE) {
      Signal coarse = decoded(received(weights, ProgressivePatches.coarse(patches)), signal);
      patches = ProgressivePatches.of(patches, signal, bare.orElseThrow(), coarse, decoded);
    }
    PacketizerOptions options = packets;
    if (plan.isPresent()) {
      options =
          plan.get()
              .apply(
                  new UnprotectedPatches(description, base, origin(), patches, packets),
                  meanSquaredError(psnr),
                  meanSquaredError(Psnr.decibels(signal, bare.orElseThrow())));
    }
    EncodedStream stream = Packetizer.packetize(description, base, origin(), patches, options);
    return new EncodedPatches(
        stream,
        options.protection(),
        weights,
        schedule.options().trialSteps() + schedule.options().steps(),
        floatPsnr,
        decoded,
        psnr,
        noisyPsnr(received, signal, psnr),
        made.met());
  }

  private long bytes(UnprotectedPatches stream) {
    return plan.isPresent() ? plan.get().streamBytes(stream) : stream.bytes(packets);
  }

  /** The weights that a receiver has which misses nothing. */
  private static PatchedWeights received(PatchedWeights weights, QuantizedPatches rounded) {
    List<@Nullable PatchWeights> patches =
        new ArrayList<>(Collections.nCopies(weights.patches().size(), null));
    for (PatchSymbols patch : rounded.patches()) {
      patches.set(patch.patch(), rounded.description().dequantize(patch));
    }
    return new PatchedWeights(
        weights.base(), weights.baseStep(), weights.grid(), weights.family(), patches);
  }

  private static PatchedWeights without(PatchedWeights weights) {
    return new PatchedWeights(
        weights.base(),
        weights.baseStep(),
        weights.grid(),
        weights.family(),
        Collections.nCopies(weights.patches().size(), null));
  }

  private static double meanSquaredError(double psnr) {
    return Math.pow(10, -psnr / 10);
  }

  /** The sum of squared errors of y, which is twice a sample. */
  private static double error(Signal signal, double psnr) {
    double values = (double) signal.grid().points() * signal.components();
    return Math.max(values * LEAST_ERROR, 4 * values * Math.pow(10, -psnr / 10));
  }

  private SirenWeights base(PatchTrainer trainer) {
    return limit == null
        ? trainer.base()
        : trainer.baseWithin(BASE_SHARE * limit.deadline().seconds(), limit.deadline().nanoTime());
  }

  /** Where a size or a slope is asked for, prices follow it; where a time is, the steps do. */
  private PatchSchedule schedule(PatchTrainer trainer, Signal signal, QuantizedNetwork base) {
    if (limit == null) {
      return PatchSchedule.of(
          isPricing()
              ? priced(trainer.sample(base.dequantize(), () -> 0), signal, base)
              : training);
    }
    PatchTrainer tries = new PatchTrainer(signal, PatchPlan.trials(training), executor, threads);
    PatchSample sample = tries.sample(base.dequantize(), limit.deadline().nanoTime());
    PatchTrainingOptions options =
        isPricing() ? priced(sample.with(training.family()), signal, base) : training;
    boolean priced = limit.priced() || isPricing();
    PatchPlan plan = PatchPlan.of(options, sample, priced, threads, limit.deadline().seconds());
    return PatchSchedule.of(plan, limit.deadline());
  }

  /** Whether the price of a weight follows from how patches are rounded. */
  private boolean isPricing() {
    return !(rounding instanceof PatchRounding.Drop);
  }

  private PatchTrainingOptions priced(PatchSample sample, Signal signal, QuantizedNetwork base) {
    PriceSearch search = new PriceSearch(sample);
    if (rounding instanceof PatchRounding.Lambda slope) {
      double bitEach = slope.ofABitEach((double) signal.grid().points() * signal.components());
      int others = base.architecture().parameters();
      return training.withPrice(search.priceOfAll(bitsAWeight(signal) * bitEach, others));
    }
    long most = ((PatchRounding.Bytes) rounding).bytes();
    long below = Packetizer.streamBytes(SignalDescription.of(signal), base, origin(), packets);
    double weights = Math.max(1, 8 * (most - 2 * below) / bitsAWeight(signal));
    return training.withPrice(search.price(weights));
  }

  private static double bitsAWeight(Signal signal) {
    return signal.kind() == SignalKind.AUDIO ? SOUND_BITS_A_WEIGHT : BITS_A_WEIGHT;
  }

  private QuantizedNetwork rounded(SirenWeights base, Signal small) {
    TrainedNetwork network =
        new TrainedNetwork(base, origin(), SignalDescription.of(small), Optional.of(small));
    EncoderOptions options =
        EncoderOptions.of(new RateTarget.Bits(BASE_BITS), RoundingWay.AUTO, packets);
    return network.quantized(
        StreamEncoder.of(options).round(network, EncoderListener.none()).tensors());
  }

  private WeightOrigin origin() {
    return new WeightOrigin(training.baseSeeded(), training.noise().middle(), false);
  }

  /** The PSNR under one draw of the noise: what rounding is measured by. */
  private double noisyPsnr(PatchedWeights weights, Signal signal, double clean) {
    if (!training.isRobust()) {
      return clean;
    }
    PatchedWeights noisy =
        weights.under(
            training.noise().middle().perturbations(), training.baseSeeded(), training.seed());
    return Psnr.decibels(signal, decoded(noisy, signal));
  }

  private static PatchedWeights withOne(PatchedWeights weights) {
    List<@Nullable PatchWeights> patches = new ArrayList<>(weights.patches());
    float least = PatchSymbols.amplitudeOf(PatchSymbols.MAX_INDEX);
    patches.set(0, new PatchWeights(0, least, weights.family().initial(0)));
    return new PatchedWeights(
        weights.base(), weights.baseStep(), weights.grid(), weights.family(), patches);
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
