package dev.sirencast.receiver;

import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
  /** The most streams of which damaged manifests are compared. */
  private static final int MAX_VOTES = 8;

  private final Optional<DeliveryPolicy> asked;
  private final ReceiverLimits limits;
  private final List<byte[]> waiting = new ArrayList<>();
  private final Map<FrameState, Integer> counts = new EnumMap<>(FrameState.class);
  private final Map<Integer, MajorityVoting> votes = new HashMap<>();
  private long waitingBytes;
  private @Nullable InvalidStreamException refusal;
  private @Nullable StreamAssembly assembly;

  private Depacketizer(Optional<DeliveryPolicy> asked, ReceiverLimits limits) {
    this.asked = asked;
    this.limits = limits;
  }

  /**
   * Returns a depacketizer that has seen nothing yet, and treats damage as the stream's manifest
   * calls for, in frames that came before it too: {@link DeliveryPolicy#defaultFor}.
   */
  public static Depacketizer create(ReceiverLimits limits) {
    return new Depacketizer(Optional.empty(), limits);
  }

  /** Returns a depacketizer that has seen nothing yet, and treats damage as {@code policy} says. */
  public static Depacketizer create(DeliveryPolicy policy, ReceiverLimits limits) {
    return new Depacketizer(Optional.of(policy), limits);
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
      StreamAssembly begun = begin(intact.packet());
      count(begun == null ? FrameState.REJECTED : begun.place(intact));
      placeWaiting(begun);
    } else if (waitingBytes + pendingBytes(frame) <= limits.maxPendingBytes()) {
      waiting.add(frame.clone());
      waitingBytes += pendingBytes(frame);
      if (mayUseDamaged()
          && parsed instanceof ParsedPacket.Damaged damaged
          && damaged.packet().kind() == PacketKind.MANIFEST) {
        vote(damaged);
      }
    } else {
      count(FrameState.REJECTED);
    }
  }

  /** What a frame that waits takes: empty ones are not free. */
  private static long pendingBytes(byte[] frame) {
    return (long) frame.length + ReceiverLimits.PENDING_OVERHEAD;
  }

  /** Whether damage may be of use before a manifest says so: no stream's default drops it. */
  private boolean mayUseDamaged() {
    return asked.map(DeliveryPolicy::usesDamaged).orElse(true);
  }

  /** Asks all damaged manifests of a stream together, which are copies of one body. */
  private void vote(ParsedPacket.Damaged damaged) {
    WeightPacket packet = damaged.packet();
    MajorityVoting copies = votes.get(packet.streamId());
    if (copies != null) {
      copies.add(damaged.checksum(), packet.body());
    } else if (votes.size() < MAX_VOTES) {
      copies = new MajorityVoting(damaged.checksum(), packet.body());
      votes.put(packet.streamId(), copies);
    }
    if (copies != null) {
      // The stream's id tells whether it is right.
      byte[] body = copies.isExact() ? copies.body() : copies.corrected();
      placeWaiting(
          body == null
              ? null
              : begin(WeightPacket.of(PacketKind.MANIFEST, packet.streamId(), 0, body)));
    }
  }

  private @Nullable StreamAssembly begin(WeightPacket first) {
    try {
      StreamManifest manifest = ManifestSerializer.parse(first);
      limits.require(manifest);
      DeliveryPolicy policy = asked.orElseGet(() -> DeliveryPolicy.defaultFor(manifest));
      return new StreamAssembly(manifest, first.streamId(), policy);
    } catch (InvalidStreamException e) {
      refusal = e;
      return null;
    }
  }

  private void placeWaiting(@Nullable StreamAssembly begun) {
    if (begun != null) {
      for (byte[] frame : waiting) {
        count(begun.place(PacketSerializer.parse(frame)));
      }
      waiting.clear();
      waitingBytes = 0;
      votes.clear();
      assembly = begun;
    }
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

  /** Whether every source packet is there, as it was sent: what follows can add nothing. */
  public boolean isComplete() {
    return assembly != null && assembly.isComplete();
  }

  /**
   * A number that grows with all that may make {@link #finish} return other weights than before.
   */
  public int changes() {
    int refused = assembly == null ? 0 : assembly.refused();
    return counted(FrameState.ACCEPTED) + counted(FrameState.COPY) + refused;
  }

  /** The account of all frames so far. */
  public FrameCounts frames() {
    int counted = counts.values().stream().mapToInt(Integer::intValue).sum();
    return new FrameCounts(
        counted + waiting.size(),
        counted(FrameState.ACCEPTED),
        counted(FrameState.DUPLICATE) + counted(FrameState.COPY),
        counted(FrameState.DROPPED_HEADER),
        counted(FrameState.DROPPED_POLICY),
        counted(FrameState.REJECTED),
        waiting.size());
  }

  /**
   * Returns what the frames so far make together. More frames may follow, and another call.
   *
   * @throws LimitExceededException if the stream asks for more than the limits allow
   * @throws InvalidStreamException if no valid manifest has arrived, or, where {@link
   *     DeliveryPolicy#STRICT} was asked for, if packets with right checksums hold what the
   *     manifest's checksums say they should not
   */
  public ReceivedStream finish() throws InvalidStreamException {
    if (assembly == null) {
      throw refusal != null
          ? refusal
          : new InvalidStreamException("no manifest among the " + frames().received() + " frames");
    }
    return assembly.finish(frames());
  }
}
