package dev.sirencast.trainer.patch;

import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.PatchedSource;
import dev.sirencast.encoder.PatchedStreamEncoder;
import dev.sirencast.encoder.ProtectionPlan;
import dev.sirencast.encoder.RoundingWay;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.encoder.patch.PatchRounder;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenWeights;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
   * Returns the stream of a signal. Where a size is asked for that not even a base alone has, no
   * patch is trained: what is returned is then the smallest stream, and not {@linkplain
   * EncodedPatches#met as small} as was asked for.
   *
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest or the
   *     metadata would not fit one packet
   */
  public EncodedPatches encode(Signal signal, PatchTrainingListener listener) {
    PatchTrainer first = trainer(signal, training);
    QuantizedNetwork base = rounded(base(first, listener), first.small(), listener.stopRequested());
    if (listener.stopRequested() || !canMeet(signal, base)) {
      return bare(signal, base);
    }
    PatchSchedule schedule;
    try {
      schedule = schedule(first, signal, base, listener);
    } catch (CancellationException e) {
      return bare(signal, base);
    }
    PatchTrainer trainer = trainer(signal, schedule.options());
    TrainedPatches trained = trainer.patches(base.dequantize(), schedule.training(), listener);
    return rounded(signal, base, trainer, schedule, trained, listener);
  }

  /** What trains a signal's base and patches. */
  PatchTrainer trainer(Signal signal, PatchTrainingOptions options) {
    return new PatchTrainer(signal, options, executor, threads);
  }

  /** How patches are trained, but for a price that follows from the signal. */
  PatchTrainingOptions training() {
    return training;
  }

  /** Whether a size that is asked for can be met at all. */
  boolean canMeet(Signal signal, QuantizedNetwork base) {
    return streams().canMeet(bareSource(signal, base));
  }

  /** The stream of a base alone. */
  EncodedPatches bare(Signal signal, QuantizedNetwork base) {
    return streams().encode(bareSource(signal, base), PatchRounder.Refiner.NONE);
  }

  /** The stream of trained patches. */
  EncodedPatches rounded(
      Signal signal,
      QuantizedNetwork base,
      PatchTrainer trainer,
      PatchSchedule schedule,
      TrainedPatches trained,
      PatchTrainingListener listener) {
    listener.onRounding();
    EncodedPatches encoded =
        streams()
            .encode(source(signal, base, trained), refiner(trainer, schedule, listener))
            .withSteps(schedule.options().trialSteps() + schedule.options().steps());
    // Of so few bytes that not even the patches that pay most have room, the base has them all.
    return encoded.met() ? encoded : bare(signal, base);
  }

  private PatchedStreamEncoder streams() {
    return new PatchedStreamEncoder(rounding, packets, plan, executor, threads);
  }

  private PatchedSource bareSource(Signal signal, QuantizedNetwork base) {
    return source(signal, base, trainer(signal, training).untrained(base.dequantize()));
  }

  private PatchedSource source(Signal signal, QuantizedNetwork base, TrainedPatches trained) {
    return new PatchedSource(
        SignalDescription.of(signal),
        base,
        origin(),
        trained.weights(),
        trained.order(),
        signal,
        training.seed());
  }

  /** The pace is asked for when refining begins: it follows from the time that is left. */
  private static PatchRounder.Refiner refiner(
      PatchTrainer trainer, PatchSchedule schedule, PatchTrainingListener listener) {
    return (quantizer, scale) -> {
      PatchPace pace = schedule.refining().get();
      if (pace.isNone() || listener.stopRequested()) {
        return quantizer;
      }
      PatchQuantizer refined = trainer.refine(quantizer, scale, pace, listener);
      listener.onRounding();
      return refined;
    };
  }

  private SirenWeights base(PatchTrainer trainer, PatchTrainingListener listener) {
    return limit == null
        ? trainer.base(listener)
        : trainer.baseWithin(
            BASE_SHARE * limit.deadline().seconds(), limit.deadline().nanoTime(), listener);
  }

  /** Where a size or a slope is asked for, prices follow it; where a time is, the steps do. */
  PatchSchedule schedule(
      PatchTrainer trainer, Signal signal, QuantizedNetwork base, PatchTrainingListener listener) {
    if (limit == null) {
      return PatchSchedule.of(
          isPricing()
              ? priced(trainer.sample(base.dequantize(), () -> 0, listener), signal, base)
              : training);
    }
    PatchTrainer tries = new PatchTrainer(signal, PatchPlan.trials(training), executor, threads);
    PatchSample sample = tries.sample(base.dequantize(), limit.deadline().nanoTime(), listener);
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

  /** The base as it is sent; quickly, where that matters more than a tenth of a decibel. */
  QuantizedNetwork rounded(SirenWeights base, Signal small, boolean quickly) {
    TrainedNetwork network =
        new TrainedNetwork(base, origin(), SignalDescription.of(small), Optional.of(small));
    EncoderOptions options =
        EncoderOptions.of(
            new RateTarget.Bits(BASE_BITS),
            quickly ? RoundingWay.NEAREST : RoundingWay.AUTO,
            packets);
    return network.quantized(
        StreamEncoder.of(options).round(network, EncoderListener.none()).tensors());
  }

  private WeightOrigin origin() {
    return new WeightOrigin(training.baseSeeded(), training.noise().middle(), false);
  }
}
