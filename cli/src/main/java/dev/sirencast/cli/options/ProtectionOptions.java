package dev.sirencast.cli.options;

import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Ratio;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.encoder.ProtectionPlan;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.protection.LinkEstimate;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.simulation.FrameContent;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelSession;
import dev.sirencast.transport.impairment.ChannelStatistics;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a stream is protected, on the command line: stated, or planned for a channel. */
@Grouped(OptionGroup.PROTECTION)
public final class ProtectionOptions {
  private static final double MAX_OVERHEAD = 4;
  private static final Ratio AUTOMATIC_OVERHEAD = new Ratio(0.25);

  /** What {@code --protect auto} prepares for where nobody says. */
  public static final String AUTOMATIC_CHANNEL = "ge(p=2%,r=25%); ber(1e-4)";

  private static final int PROBES = 20_000;

  /** Nanoseconds from a probe to the next: an hour, in which any queue runs empty. */
  private static final long PROBE_SPACING = 3_600_000_000_000L;

  @Option(
      names = "--protect",
      paramLabel = "HOW",
      description = {
        "What is added against damage (default: bits with error-resilient coding, else none):",
        "  none  nothing, but for the repair packets that a base of patches always has",
        "  bits  parity bytes that correct flipped bits, where they matter most: in the first and"
            + " last layers, biases, and the hidden weights' signs and two highest bits",
        "  auto  repair packets where they keep the most quality"
      })
  private @Nullable PlannedProtection protect;

  @Option(
      names = "--overhead",
      paramLabel = "SHARE",
      description =
          "Bytes of --protect auto over those of the stream without, 0 to 400%% (default: 25%%);"
              + " of patches beside --bytes at most so many, as far as they pay.")
  private @Nullable Ratio overhead;

  @Option(
      names = "--channel",
      paramLabel = "SPEC",
      description =
          "What --protect auto prepares for, as in 'simulate' (default: 'ge(p=2%%,r=25%%);"
              + " ber(1e-4)').")
  @Reads(FileNaming.CHANNEL)
  private @Nullable String channel;

  @Option(
      names = "--fec",
      paramLabel = "CODE",
      description = {
        "How packets are protected, stated instead of --protect:",
        "  none  xor(rows,cols)  rs(k,m), with slice=BYTES (a checksum each: a flipped bit costs a"
            + " slice, not its packet) depth=BLOCKS (interleaved) and correct=BYTES (corrected in every"
            + " 255, by twice as many parity bytes) inside, for all packets; or by"
            + " class: 'high=rs(20,20,slice=64); matrices=rs(200,50,slice=64)', also with the"
            + " symbols' lowest bits apart: 'high=..; matrices=..; low=..; lowbits=3'"
      })
  private @Nullable String fec;

  /** Protection that is to be planned, for a coding with symbols to plan with; or none. */
  public Optional<ProtectionPlan> plan(WeightCoding coding) {
    if (fec != null || coding.isLossless()) {
      return Optional.empty();
    }
    return isPlanned()
        ? Optional.of(ProtectionPlan.forLink(overhead(), estimate(model())))
        : correctsFlips(coding) ? Optional.of(ProtectionPlan.againstFlips()) : Optional.empty();
  }

  private boolean correctsFlips(WeightCoding coding) {
    return protect == null ? coding.isErrorResilient() : protect == PlannedProtection.BITS;
  }

  /** Whether protection is planned for a channel. */
  public boolean isPlanned() {
    return protect == PlannedProtection.AUTO;
  }

  /** The protection that was stated; none where it follows the symbols. */
  public UnequalErrorProtection stated(WeightCoding coding) {
    if (fec != null) {
      if (protect != null || overhead != null) {
        throw new IllegalArgumentException("--fec states what --protect would choose");
      }
      return parse(fec);
    }
    if (!isPlanned()) {
      if (overhead != null || channel != null) {
        throw new IllegalArgumentException(
            (overhead != null ? "--overhead" : "--channel") + " goes with --protect auto");
      }
      return coding.isLossless() && correctsFlips(coding)
          ? UnequalErrorProtection.againstFlips(0)
          : UnequalErrorProtection.NONE;
    }
    double share = overhead();
    model();
    return coding.isLossless()
        ? UnequalErrorProtection.ofOverhead(share)
        : UnequalErrorProtection.NONE;
  }

  /** Reads a code, or says what is wrong with it. */
  static UnequalErrorProtection parse(String fec) {
    try {
      return FecText.parse(fec);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--fec: " + e.getMessage(), e);
    }
  }

  /** The overhead that planned protection may take, 0 to 4. */
  public double overhead() {
    double share = (overhead == null ? AUTOMATIC_OVERHEAD : overhead).value();
    if (!(share >= 0 && share <= MAX_OVERHEAD)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "--overhead must be 0 to 400%%, got %.5g%%", 100 * share));
    }
    return share;
  }

  private ChannelModel model() {
    return FrameContent.unasked(channel == null ? AUTOMATIC_CHANNEL : channel);
  }

  /**
   * What a channel does to packets, seen on many. They are offered no faster than any bottleneck
   * passes them on: what a sender loses that is faster, a slower pace brings back, and repair
   * packets do not.
   */
  public static LinkEstimate estimate(ChannelModel channel) {
    ChannelSession session = channel.open(0, PacketFormat.HEADER_BYTES);
    byte[] frame = new byte[PacketFormat.MAX_FRAME_BYTES];
    for (int i = 0; i < PROBES; i++) {
      session.offer(frame, i * PROBE_SPACING);
    }
    session.flush();
    ChannelStatistics seen = session.statistics();
    double bits = 8.0 * frame.length * Math.max(1, seen.delivered());
    return new LinkEstimate(
        Math.min(0.99, seen.missingRate()),
        Math.max(1, seen.meanLossBurst()),
        Math.min(0.49, seen.bitsFlipped() / bits));
  }
}
