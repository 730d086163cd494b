package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.PacketFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spends a given overhead on a signal in patches where it keeps the most quality on a stated link.
 *
 * <p>The manifest and the base, without which nothing shows, get what they need first. What is left
 * buys repair packets of the patches. Short packets survive flipped bits more often, and there are
 * more of them, so that chance has less to say; long ones have fewer headers, and waste less beside
 * the longest patch. Every length and every number of corrected bytes is tried, and the one with
 * the least expected loss in decibels taken. Error-resilient patches have parity bytes for the
 * flipped bits in any case, and what is planned is what loss takes. Thread-safe.
 */
public final class PatchProtectionPlanner {
  private static final int[] PACKETS = {160, 240, 340, 480, 600, 720, 850, 1000, 1100};

  /** What a repair packet of the longest patch may take beside it: its length and parity bytes. */
  private static final int ASIDE = 24;

  private static final int MAX_CORRECTED = 3;
  private static final double NEGLIGIBLE = 1e-4;

  private final UnprotectedPatches stream;
  private final LinkEstimate link;
  private final double cleanError;
  private final ClassErrors patchErrors;
  private final double budget;

  private PatchProtectionPlanner(
      UnprotectedPatches stream,
      double overhead,
      LinkEstimate link,
      double cleanError,
      double baseError) {
    this.stream = stream;
    this.link =
        resilient(stream.options()) ? new LinkEstimate(link.loss(), link.meanBurst(), 0) : link;
    this.cleanError = cleanError;
    this.patchErrors = new ClassErrors(baseError, 0);
    this.budget = (1 + overhead) * stream.bytes();
  }

  /** A choice, and its expected loss in decibels. */
  private record Choice(PacketizerOptions options, double loss) {}

  /**
   * Returns the stream's options with protection.
   *
   * @param stream what is protected; its packets are no longer than its options say, but for longer
   *     patches
   * @param overhead bytes that all of it may take over those of the stream without, 0 to 4
   * @param link what it is to be protected against
   * @param cleanError the mean squared error of the samples without damage, above 0
   * @param baseError the same where the base is all there is
   */
  public static PacketizerOptions plan(
      UnprotectedPatches stream,
      double overhead,
      LinkEstimate link,
      double cleanError,
      double baseError) {
    return new PatchProtectionPlanner(stream, overhead, link, cleanError, baseError).plan();
  }

  /**
   * Returns options whose protection takes as much of a packet as any that is planned: patches that
   * fit packets with these fit all.
   */
  public static PacketizerOptions tightest(PacketizerOptions options) {
    return options.withProtection(
        resilient(options)
            ? UnequalErrorProtection.patchesAgainstFlips(FecScheme.NONE, ProbedPatches.PROBE)
            : UnequalErrorProtection.equal(ProbedPatches.PROBE.withCorrected(MAX_CORRECTED)));
  }

  private static boolean resilient(PacketizerOptions options) {
    return options.coding().isErrorResilient();
  }

  private PacketizerOptions plan() {
    PacketizerOptions plain = stream.options();
    int copies = ManifestNeeds.copies(link, stream.with(plain), plain.manifestCopies().orElse(1));
    Choice best = new Choice(plain, Double.MAX_VALUE);
    // Below the longest patch no repair packet is shorter.
    int shortest = Math.max(PacketizerOptions.MIN_PACKET_BYTES, longestPatch() + ASIDE);
    int least = Math.min(plain.packetBytes(), shortest);
    int[] lengths =
        IntStream.concat(IntStream.of(least, plain.packetBytes()), IntStream.of(PACKETS))
            .filter(n -> n >= least && n <= plain.packetBytes())
            .distinct()
            .toArray();
    for (int packetBytes : lengths) {
      int most = resilient(plain) ? 0 : MAX_CORRECTED;
      for (int corrected = 0; corrected <= most; corrected++) {
        FecScheme inner = FecScheme.NONE.withCorrected(corrected);
        best = better(best, plain.withPacketBytes(packetBytes).withManifestCopies(copies), inner);
      }
    }
    return best.options();
  }

  /** The frame of the longest patch alone. */
  private int longestPatch() {
    EncodedStream alone =
        stream.with(stream.options().withPacketBytes(PacketizerOptions.MIN_PACKET_BYTES));
    return PacketFormat.HEADER_BYTES + alone.manifest().patchGroup().orElseThrow().bodyBytes();
  }

  /** The better of a choice and of what a length of packets allows. */
  private Choice better(Choice best, PacketizerOptions options, FecScheme inner) {
    ProbedPatches probed = ProbedPatches.of(stream, options, inner, patchErrors);
    ClassPlan base = enough(probed);
    long bytes =
        probed.bytes() + (long) (base.repairs() - probed.unasked()) * base.what().repairBytes();
    ProtectedClass patches = probed.patches();
    int most = patches.bounded((long) ((budget - bytes) / patches.repairBytes()));
    for (int repairs = most; repairs >= 0; repairs--) {
      ClassPlan plan = new ClassPlan(patches, repairs);
      StreamLink on = on(probed.packets() + base.repairs() - probed.unasked() + repairs);
      double loss = ClassRisk.decibels(List.of(base.risk(on), plan.risk(on)), cleanError);
      if (!(loss < best.loss())) {
        return best;
      }
      PacketizerOptions planned =
          options.withProtection(
              resilient(options)
                  ? UnequalErrorProtection.patchesAgainstFlips(base.scheme(), plan.scheme())
                  : new UnequalErrorProtection(base.scheme(), plan.scheme(), 0, FecScheme.NONE));
      if (stream.bytes(planned) <= budget) {
        return new Choice(planned, loss);
      }
    }
    return best;
  }

  private StreamLink on(int packets) {
    return new StreamLink(link, packets, false);
  }

  /** The base with as many repair packets as leave nothing to wish for. */
  private ClassPlan enough(ProbedPatches probed) {
    StreamLink on = on(probed.packets());
    ClassPlan plan = new ClassPlan(probed.base(), probed.unasked());
    while (plan.repairs() < plan.what().bounded(Integer.MAX_VALUE)
        && plan.what().forecast(on, plan.repairs()).failure() > NEGLIGIBLE) {
      plan = plan.with(plan.repairs() + 1);
    }
    return plan;
  }
}
