package dev.sirencast.codec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects a stream's frames, in any order, with gaps, damage and repetitions, and restores exactly
 * what can be restored.
 *
 * <p>The first valid manifest decides which stream this is; frames that come before it wait, within
 * the limits. No frame can make this throw. Not thread-safe.
 */
public final class Depacketizer {
  private final DeliveryPolicy policy;
  private final StreamLimits limits;
  private final List<byte[]> waiting = new ArrayList<>();
  private final Map<FrameState, Integer> counts = new EnumMap<>(FrameState.class);
  private long waitingBytes;
  private @Nullable String refusal;
  private @Nullable StreamAssembly assembly;

  private Depacketizer(DeliveryPolicy policy, StreamLimits limits) {
    this.policy = policy;
    this.limits = limits;
  }

  /** What becomes of a frame. */
  enum FrameState {
    ACCEPTED,
    DUPLICATE,
    DROPPED_HEADER,
    DROPPED_POLICY,
    REJECTED
  }

  /** Returns a depacketizer that has seen nothing yet. */
  public static Depacketizer create(DeliveryPolicy policy, StreamLimits limits) {
    return new Depacketizer(policy, limits);
  }

  /** Takes one frame; the array is not kept. */
  public void accept(byte[] frame) {
    ParsedPacket parsed = PacketSerializer.parse(frame);
    if (parsed instanceof ParsedPacket.Unreadable) {
      count(FrameState.DROPPED_HEADER);
    } else if (assembly != null) {
      count(assembly.place(parsed));
    } else if (parsed instanceof ParsedPacket.Intact intact
        && intact.packet().kind() == PacketKind.MANIFEST) {
      begin(intact);
    } else if (waitingBytes + frame.length <= limits.maxPendingBytes()) {
      waiting.add(frame.clone());
      waitingBytes += frame.length;
    } else {
      count(FrameState.REJECTED);
    }
  }

  private void begin(ParsedPacket.Intact first) {
    StreamManifest manifest;
    try {
      manifest = ManifestSerializer.parse(first.packet());
      limits.require(manifest);
    } catch (InvalidStreamException e) {
      refusal = e.getMessage();
      count(FrameState.REJECTED);
      return;
    }
    StreamAssembly begun = new StreamAssembly(manifest, first.packet().streamId(), policy);
    count(begun.place(first));
    for (byte[] frame : waiting) {
      count(begun.place(PacketSerializer.parse(frame)));
    }
    waiting.clear();
    waitingBytes = 0;
    assembly = begun;
  }

  private void count(FrameState state) {
    counts.merge(state, 1, Integer::sum);
  }

  private int counted(FrameState state) {
    return counts.getOrDefault(state, 0);
  }

  /** The manifest, once one has arrived. */
  public Optional<StreamManifest> manifest() {
    return Optional.ofNullable(assembly).map(StreamAssembly::manifest);
  }

  /** Whether every source packet has arrived intact: what follows can add nothing. */
  public boolean isComplete() {
    return assembly != null && assembly.isComplete();
  }

  /** The account of all frames so far. */
  public FrameCounts frames() {
    int counted = counts.values().stream().mapToInt(Integer::intValue).sum();
    return new FrameCounts(
        counted + waiting.size(),
        counted(FrameState.ACCEPTED),
        counted(FrameState.DUPLICATE),
        counted(FrameState.DROPPED_HEADER),
        counted(FrameState.DROPPED_POLICY),
        counted(FrameState.REJECTED),
        waiting.size());
  }

  /**
   * Returns what the frames so far make together. More frames may follow, and another call.
   *
   * @throws InvalidStreamException if no valid manifest has arrived, or, under {@link
   *     DeliveryPolicy#STRICT}, if packets with right checksums hold what the manifest's checksums
   *     say they should not
   */
  public ReceivedStream finish() throws InvalidStreamException {
    if (assembly == null) {
      throw new InvalidStreamException(
          refusal != null ? refusal : "no manifest among the " + frames().received() + " frames");
    }
    return assembly.finish(frames());
  }
}
