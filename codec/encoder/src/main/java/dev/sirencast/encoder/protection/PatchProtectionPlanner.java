package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.PacketFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Spends a given overhead on a signal in patches where it keeps the most quality on a stated link.
 *
 * <p>The manifest and the base, without which nothing shows, get what they need first. What is left
 * buys repair packets of the patches. Short packets survive flipped bits more often, and there are
 * more of them, so that chance has less to say; long ones have fewer headers, and waste less beside
 * the longest patch. Every length and every number of corrected bytes is tried, and the one with
 * the least expected loss in decibels taken. Error-resilient patches have parity bytes wherever
 * bits are flipped, and what is planned is what loss takes. Immutable and thread-safe.
 */
public final class PatchProtectionPlanner {
  private static final int[] PACKETS = {160, 240, 340, 480, 600, 720, 850, 1000, 1100};

  /** What a repair packet of the longest patch may take beside it: its length and parity bytes. */
  private static final int ASIDE = 24;

  private static final int MAX_CORRECTED = 3;

  private final UnprotectedPatches stream;
  private final LinkEstimate link;
  private final double cleanError;
  private final ClassErrors patchErrors;
  private final boolean resilient;
  private final List<PatchCandidate> candidates;

  /**
   * Looks at every way to pack a stream.
   *
   * @param stream what is protected; its packets are no longer than its options say, but for longer
   *     patches; manifests that are not stated are at least as many as pay without protection
   * @param link what it is to be protected against
   * @param cleanError the mean squared error of the samples without damage, above 0
   * @param baseError the same where the base is all there is
   */
  public PatchProtectionPlanner(
      UnprotectedPatches stream, LinkEstimate link, double cleanError, double baseError) {
    EncodedStream bare = stream.with(stream.options());
    this.stream = stream.withManifestCopies(bare.manifest().manifestCopies());
    this.resilient = resilient(stream.options()) && link.bitErrors() > 0;
    this.link = resilient ? new LinkEstimate(link.loss(), link.meanBurst(), 0) : link;
    this.cleanError = cleanError;
    this.patchErrors = new ClassErrors(baseError, 0);
    this.candidates = candidates(bare);
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

  /**
   * Returns the stream's options with protection, and what comes of it.
   *
   * @param overhead bytes that all of it may take over those of the stream without, 0 to 4
   */
  public PlannedPackets plan(double overhead) {
    double budget = budget(overhead);
    PatchCandidate.Repairs best = null;
    for (double spent : Overheads.spent(overhead)) {
      for (PatchCandidate candidate : candidates) {
        for (PatchCandidate.Repairs way : candidate.within(budget(spent), cleanError)) {
          best = better(best, way, budget);
        }
      }
      if (best != null && best.loss().isSmall()) {
        break;
      }
    }
    PacketizerOptions options = best == null ? stream.options() : best.options();
    ExpectedLoss loss = best == null ? bare().loss() : best.loss();
    OptionalDouble enough =
        loss.isSmall() ? OptionalDouble.of(overhead) : Overheads.enough(overhead, this::expected);
    return new PlannedPackets(options, Optional.of(new PlannedPackets.Forecast(loss, enough)));
  }

  /**
   * Returns the overhead that is best where all of the stream may have so many bytes and no more:
   * what protection takes the weights lack.
   *
   * @param most the overhead at most, 0 to 4
   * @param lacking decibels that are lost where weights have but 1 / (1 + overhead) of the bytes;
   *     never falls
   */
  public double share(double most, DoubleUnaryOperator lacking) {
    return Overheads.best(most, this::expected, lacking);
  }

  /** The least loss that an overhead leaves, by the probes alone. */
  private ExpectedLoss expected(double overhead) {
    double budget = budget(overhead);
    return candidates.stream()
        .flatMap(candidate -> candidate.within(budget, cleanError).stream())
        .map(PatchCandidate.Repairs::loss)
        .min(Comparator.comparingDouble(ExpectedLoss::mean))
        .orElseGet(() -> bare().loss());
  }

  private double budget(double overhead) {
    return (1 + overhead) * stream.bytes();
  }

  private List<PatchCandidate> candidates(EncodedStream bare) {
    PacketizerOptions plain = stream.options();
    int own = bare.manifest().manifestCopies();
    int copies = ManifestNeeds.copies(link, bare, own);
    // Below the longest patch no repair packet is shorter.
    int shortest = Math.max(PacketizerOptions.MIN_PACKET_BYTES, longestPatch() + ASIDE);
    int least = Math.min(plain.packetBytes(), shortest);
    int[] lengths =
        IntStream.concat(IntStream.of(least, plain.packetBytes()), IntStream.of(PACKETS))
            .filter(n -> n >= least && n <= plain.packetBytes())
            .distinct()
            .toArray();
    int most = resilient || link.bitErrors() == 0 ? 0 : MAX_CORRECTED;
    List<PatchCandidate> all = new ArrayList<>();
    for (int packetBytes : lengths) {
      for (int corrected = 0; corrected <= most; corrected++) {
        FecScheme inner = FecScheme.NONE.withCorrected(corrected);
        PacketizerOptions options = plain.withPacketBytes(packetBytes);
        all.add(candidate(options.withManifestCopies(copies), inner, resilient));
        if (copies > own) {
          all.add(candidate(options, inner, resilient));
        }
      }
    }
    return all;
  }

  private PatchCandidate candidate(PacketizerOptions options, FecScheme inner, boolean withParity) {
    ProbedPatches probed = ProbedPatches.of(stream, options, inner, withParity, patchErrors);
    return new PatchCandidate(options, probed, withParity, link);
  }

  /** The stream as it is. */
  private PatchCandidate.Repairs bare() {
    PatchCandidate as = candidate(stream.options(), FecScheme.NONE, false);
    return as.repairs(as.probed().unasked(), 0, cleanError);
  }

  /** The frame of the longest patch alone. */
  private int longestPatch() {
    EncodedStream alone =
        stream.with(stream.options().withPacketBytes(PacketizerOptions.MIN_PACKET_BYTES));
    return PacketFormat.HEADER_BYTES + alone.manifest().patchGroup().orElseThrow().bodyBytes();
  }

  /** The better of two ways, with fewer repair packets if they are too many. */
  private PatchCandidate.@Nullable Repairs better(
      PatchCandidate.@Nullable Repairs best, PatchCandidate.Repairs way, double budget) {
    PatchCandidate.Repairs tried = way;
    while (best == null || tried.loss().mean() < best.loss().mean()) {
      if (stream.bytes(tried.options()) <= budget) {
        return tried;
      }
      if (tried.patches() == 0) {
        break;
      }
      tried = tried.of().repairs(tried.base(), tried.patches() - 1, cleanError);
    }
    return best;
  }
}
