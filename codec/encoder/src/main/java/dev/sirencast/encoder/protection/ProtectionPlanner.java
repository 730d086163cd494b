package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.Lane;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
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
 * vital class, which cost little, get what they need first. Thread-safe.
 */
public final class ProtectionPlanner {
  private static final int[] SLICES = {32, 64, 128};
  private static final int MOST_CORRECTED = 6;
  private static final int MOST_LOW_BITS = 5;
  private static final double NEGLIGIBLE = 1e-4;
  private static final double LOST_MANIFEST = 1e-3;

  /** Blocks of the lowest bits that are tried, each with one repair packet of whole bodies. */
  private static final int[] LOW_BLOCKS = {0, 2, 4, 8, 16, 32};

  /** Which class the lowest bits are, behind the vital and the hidden one. */
  private static final int LOW = 2;

  private static final int MOST_COPIES = 12;
  private static final double USUAL_ERROR = 1e-4;
  private static final double WORST_ERROR = 0.08;
  private static final FecScheme PROBE = FecScheme.reedSolomon(254, 1);

  private final SignalDescription signal;
  private final QuantizedNetwork network;
  private final SirenArchitecture architecture;
  private final List<QuantizedTensor> tensors;
  private final WeightOrigin origin;
  private final PacketizerOptions options;
  private final int leastCopies;
  private final LinkEstimate link;
  private final StreamErrors errors;
  private final double cleanError;
  private final double budget;

  private ProtectionPlanner(
      SignalDescription signal,
      QuantizedNetwork network,
      WeightOrigin origin,
      PacketizerOptions options,
      double overhead,
      LinkEstimate link,
      double cleanError) {
    this.signal = signal;
    this.network = network;
    this.architecture = network.architecture();
    this.tensors = network.tensors();
    this.origin = origin;
    this.leastCopies = options.manifestCopies().orElse(PacketizerOptions.PROTECTED_COPIES);
    this.options =
        options.withProtection(UnequalErrorProtection.NONE).withManifestCopies(leastCopies);
    this.link = link;
    this.errors =
        new StreamErrors(
            architecture,
            tensors,
            origin.seeded(),
            TensorSensitivity.of(network.dequantize(), signal.grid()));
    this.cleanError = cleanError > 0 ? cleanError : Math.max(USUAL_ERROR, errors.rounding());
    this.budget = (1 + overhead) * Packetizer.streamBytes(signal, network, origin, this.options);
  }

  /** A choice, its expected loss in decibels, and what it needs. */
  private record Plan(UnequalErrorProtection protection, int copies, double loss) {}

  /**
   * Returns options with protection.
   *
   * @param options the rest; there are at least as many manifests as it states, or {@link
   *     PacketizerOptions#PROTECTED_COPIES}
   * @param overhead bytes that all of it may take over those of the stream without, 0 to 4
   * @param cleanError the mean squared error of the samples without damage; 0 if it is not known,
   *     which is taken for 40 dB or what the rounding alone gives
   * @throws IllegalArgumentException if the lane is lossless, or parts do not fit each other
   */
  public static PacketizerOptions plan(
      SignalDescription signal,
      QuantizedNetwork network,
      WeightOrigin origin,
      PacketizerOptions options,
      double overhead,
      LinkEstimate link,
      double cleanError) {
    return new ProtectionPlanner(signal, network, origin, options, overhead, link, cleanError)
        .plan();
  }

  private PacketizerOptions plan() {
    Plan best = new Plan(UnequalErrorProtection.NONE, leastCopies, Double.MAX_VALUE);
    int narrowest = Integer.MAX_VALUE;
    for (int id = 0; id < tensors.size(); id++) {
      if (architecture.isHiddenMatrix(id) && !origin.seeded().contains(id)) {
        narrowest = Math.min(narrowest, tensors.get(id).bits());
      }
    }
    for (FecScheme inner : inners()) {
      for (int low = 0; low <= MOST_LOW_BITS && low < narrowest - 1; low++) {
        best = better(best, inner, low);
      }
    }
    return options.withProtection(best.protection()).withManifestCopies(best.copies());
  }

  /** What bodies may carry against flipped bits: nothing, slices, or check bytes. */
  private static List<FecScheme> inners() {
    List<FecScheme> inners = new ArrayList<>();
    for (int corrected = 0; corrected <= MOST_CORRECTED; corrected++) {
      inners.add(FecScheme.NONE.withCorrected(corrected));
    }
    for (int slice : SLICES) {
      inners.add(FecScheme.NONE.withSliceBytes(slice));
    }
    return inners;
  }

  private Plan better(Plan best, FecScheme inner, int lowBits) {
    FecScheme outer = PROBE.withSliceBytes(inner.sliceBytes()).withCorrected(inner.corrected());
    UnequalErrorProtection probe =
        new UnequalErrorProtection(outer, outer, lowBits, lowBits == 0 ? FecScheme.NONE : PROBE);
    EncodedStream stream =
        Packetizer.packetize(signal, network, origin, options.withProtection(probe));
    List<ProtectedClass> classes = classes(stream, inner, lowBits);
    int manifest = PacketFormat.HEADER_BYTES + stream.packets().get(0).bodyLength();
    int copies = copies(manifest);
    long spent = stream.bytes() + (long) (copies - leastCopies) * manifest;
    int packets = stream.packets().size();
    for (int i = 0; i < classes.size(); i++) {
      int probes = stream.manifest().groups().get(i).repairPackets();
      spent -= (long) probes * classes.get(i).repairBytes();
    }
    int[] repairs = new int[classes.size()];
    int hidden = classes.size() > 1 ? 1 : 0;
    if (hidden > 0) {
      repairs[0] = enough(classes.get(0), packets, (long) (budget - spent));
      spent += (long) repairs[0] * classes.get(0).repairBytes();
    }
    boolean hasLow = classes.size() > hidden + 1;
    Plan chosen = best;
    for (int blocks : hasLow ? LOW_BLOCKS : new int[] {0}) {
      double left = budget - spent;
      if (hasLow) {
        ProtectedClass low = classes.get(hidden + 1);
        repairs[hidden + 1] = Math.min(blocks, low.sources());
        left -= (double) repairs[hidden + 1] * low.repairBytes();
      }
      ProtectedClass first = classes.get(hidden);
      repairs[hidden] = first.bounded((long) (left / first.repairBytes()));
      Plan plan = plan(classes, repairs, lowBits, copies, packets);
      while (left >= 0 && plan.loss() < chosen.loss() && !fits(plan) && repairs[hidden] > 0) {
        repairs[hidden]--; // bodies with a code may be more than the probe's
        plan = plan(classes, repairs, lowBits, copies, packets);
      }
      chosen = left >= 0 && plan.loss() < chosen.loss() && fits(plan) ? plan : chosen;
    }
    return chosen;
  }

  private Plan plan(
      List<ProtectedClass> classes, int[] repairs, int lowBits, int copies, int packets) {
    return new Plan(protection(classes, repairs, lowBits), copies, loss(classes, repairs, packets));
  }

  private boolean fits(Plan plan) {
    PacketizerOptions full =
        options.withProtection(plan.protection()).withManifestCopies(plan.copies());
    return Packetizer.streamBytes(signal, network, origin, full) <= budget;
  }

  private UnequalErrorProtection protection(
      List<ProtectedClass> classes, int[] repairs, int lowBits) {
    List<FecScheme> schemes = new ArrayList<>();
    for (int i = 0; i < repairs.length; i++) {
      ProtectedClass one = classes.get(i);
      boolean inBlocks = i == LOW && repairs[i] > 0;
      schemes.add(inBlocks ? one.schemeOfBlocks(repairs[i]) : one.scheme(repairs[i]));
    }
    FecScheme vital = schemes.get(0);
    FecScheme hidden = schemes.size() > 1 ? schemes.get(1) : vital;
    return new UnequalErrorProtection(
        vital, hidden, lowBits, schemes.size() > LOW ? schemes.get(LOW) : FecScheme.NONE);
  }

  /** The classes of a stream, as its groups say. */
  private List<ProtectedClass> classes(EncodedStream stream, FecScheme inner, int lowBits) {
    List<ProtectedClass> classes = new ArrayList<>();
    List<PacketGroup> groups = stream.manifest().groups();
    int sources = 0;
    int repairs = 0;
    for (int i = 0; i < groups.size(); i++) {
      PacketGroup group = groups.get(i);
      boolean low = group.part().refining() > 0;
      boolean hidden = !low && (groups.size() == 1 || i > 0);
      int source = bodyBytes(stream, PacketKind.SOURCE, sources);
      int repair =
          group.repairPackets() == 0 ? source : bodyBytes(stream, PacketKind.REPAIR, repairs);
      classes.add(
          new ProtectedClass(
              group.sourcePackets(),
              PacketFormat.HEADER_BYTES + repair,
              low ? FecScheme.NONE : inner,
              source,
              Math.min(WORST_ERROR, low ? errors.lowLoss(lowBits) : errors.loss(hidden)),
              low ? errors.lowFlips(lowBits) : errors.flips(hidden, hidden ? lowBits : 0)));
      sources += group.sourcePackets();
      repairs += group.repairPackets();
    }
    return classes;
  }

  private static int bodyBytes(EncodedStream stream, PacketKind kind, int number) {
    for (WeightPacket packet : stream.packets()) {
      if (packet.kind() == kind && packet.number() == number) {
        return packet.bodyLength();
      }
    }
    throw new IllegalStateException("no packet " + number + " of kind " + kind);
  }

  /** How many manifests leave one whole, or two damaged ones to compare, for nearly sure. */
  private int copies(int bytes) {
    double loss = link.loss();
    double damaged = (1 - loss) * link.damage(bytes);
    int copies = leastCopies;
    while (copies < MOST_COPIES
        && Math.pow(loss, copies) + copies * Math.pow(loss, copies - 1) * damaged > LOST_MANIFEST) {
      copies++;
    }
    return copies;
  }

  /** How many repair packets of the vital class leave nothing to wish for, within a budget. */
  private int enough(ProtectedClass vital, int packets, long bytes) {
    int most = vital.bounded(bytes / vital.repairBytes());
    for (int repairs = 0; repairs < most; repairs++) {
      if (forecast(vital, repairs, packets).failure() < NEGLIGIBLE) {
        return repairs;
      }
    }
    return most;
  }

  private boolean bends() {
    return options.lane() == Lane.FIXED_WIDTH;
  }

  private ErasureForecast forecast(ProtectedClass one, int repairs, int packets) {
    return one.forecast(link, repairs, packets, PacketFormat.HEADER_BYTES, bends());
  }

  /** The expected loss in decibels, over every combination of classes that fail. */
  private double loss(List<ProtectedClass> classes, int[] repairs, int probePackets) {
    int packets = probePackets;
    for (int count : repairs) {
      packets += count;
    }
    int size = classes.size();
    double[] failure = new double[size];
    double[] error = new double[size];
    for (int i = 0; i < size; i++) {
      boolean inBlocks = i == LOW && repairs[i] > 0;
      ErasureForecast forecast =
          inBlocks
              ? classes
                  .get(i)
                  .forecastOfBlocks(link, repairs[i], packets, PacketFormat.HEADER_BYTES, bends())
              : forecast(classes.get(i), repairs[i], packets);
      failure[i] = forecast.failure();
      double flips = bends() ? classes.get(i).flipError() * link.bitErrors() * 1e3 : 0;
      error[i] = forecast.missing() * classes.get(i).lossError() + flips;
    }
    double expected = 0;
    for (int failed = 0; failed < 1 << size; failed++) {
      double probability = 1;
      double added = 0;
      for (int i = 0; i < size; i++) {
        boolean fails = (failed >> i & 1) != 0;
        probability *= fails ? failure[i] : 1 - failure[i];
        added += fails ? error[i] : 0;
      }
      expected += probability * 10 * Math.log10(1 + added / cleanError);
    }
    return expected;
  }
}
