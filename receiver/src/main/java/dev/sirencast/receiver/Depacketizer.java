package dev.sirencast.receiver;

import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.format.checksum.ChecksumCorrection;
import dev.sirencast.format.signature.SignerKey;
import dev.sirencast.patch.KnownPatches;
import dev.sirencast.receiver.packet.FrameState;
import dev.sirencast.receiver.packet.MajorityVoting;
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

  /** The most damaged manifests that are put right where their signature tells. */
  private static final int MAX_CORRECTIONS = 64;

  /** What frames wait for that no list of digests is. */
  private static final int MANIFEST = -1;

  private final Optional<DeliveryPolicy> asked;
  private final ReceiverLimits limits;
  private final List<SignerKey> trusted;
  private final KnownPatches known;
  private final PendingFrames waiting;
  private final Map<FrameState, Integer> counts = new EnumMap<>(FrameState.class);
  private final Map<Integer, MajorityVoting> votes = new HashMap<>();
  private int corrections;
  private @Nullable InvalidStreamException refusal;
  private @Nullable StreamAssembly assembly;

  private Depacketizer(
      Optional<DeliveryPolicy> asked,
      ReceiverLimits limits,
      List<SignerKey> trusted,
      KnownPatches known) {
    this.asked = asked;
    this.limits = limits;
    this.trusted = trusted;
    this.known = known;
    this.waiting = new PendingFrames(limits.maxPendingBytes());
  }

  /** Returns a depacketizer that has seen nothing yet, and does as the options say. */
  static Depacketizer create(ReceiverOptions options, KnownPatches known) {
    if (!options.trusted().isEmpty()) {
      SignerKey.requireSupported(); // so that no frame makes it throw
    }
    return new Depacketizer(options.policy(), options.limits(), options.trusted(), known);
  }

  /**
   * Returns a depacketizer that has seen nothing yet, and treats damage as the stream's manifest
   * calls for, in frames that came before it too: {@link DeliveryPolicy#defaultFor}.
   */
  public static Depacketizer create(ReceiverLimits limits) {
    return new Depacketizer(Optional.empty(), limits, List.of(), KnownPatches.NONE);
  }

  /** Returns a depacketizer that has seen nothing yet, and treats damage as {@code policy} says. */
  public static Depacketizer create(DeliveryPolicy policy, ReceiverLimits limits) {
    return new Depacketizer(Optional.of(policy), limits, List.of(), KnownPatches.NONE);
  }

  /** Takes one frame; the array is not kept. */
  public void accept(byte[] frame) {
    ParsedPacket parsed = PacketSerializer.parse(frame);
    if (parsed instanceof ParsedPacket.Unreadable) {
      count(FrameState.DROPPED_HEADER);
    } else if (assembly != null) {
      place(assembly, frame, parsed);
    } else if (parsed instanceof ParsedPacket.Intact intact
        && intact.packet().kind() == PacketKind.MANIFEST) {
      StreamAssembly begun = begin(intact.packet());
      count(begun == null ? FrameState.REJECTED : begun.place(intact));
      placeWaiting(begun);
    } else if (waiting.add(MANIFEST, frame)) {
      if (mayUseDamaged()
          && parsed instanceof ParsedPacket.Damaged damaged
          && damaged.packet().kind() == PacketKind.MANIFEST) {
        useDamaged(damaged);
      }
    } else {
      count(FrameState.REJECTED);
    }
  }

  /** Takes a frame of the stream; one that must wait for a list of digests is kept until then. */
  private void place(StreamAssembly stream, byte[] frame, ParsedPacket parsed) {
    FrameState state = stream.place(parsed);
    WeightPacket packet = parsed.packetOrNull();
    if (state == FrameState.WAITING && packet != null) {
      if (!waiting.add(stream.awaited(packet), frame)) {
        count(FrameState.REJECTED);
      }
      return;
    }
    count(state);
    if (state == FrameState.ACCEPTED && packet != null) {
      stream.list(packet).ifPresent(list -> placeWaiting(stream, list));
    }
  }

  private void placeWaiting(StreamAssembly stream, int cause) {
    for (byte[] frame : waiting.take(cause)) {
      place(stream, frame, PacketSerializer.parse(frame));
    }
  }

  /** Whether damage may be of use before a manifest says so: no stream's default drops it. */
  private boolean mayUseDamaged() {
    return asked.map(DeliveryPolicy::usesDamaged).orElse(true);
  }

  /** Asks all damaged manifests of a stream together, which are copies of one body. */
  private void useDamaged(ParsedPacket.Damaged damaged) {
    WeightPacket packet = damaged.packet();
    if (!trusted.isEmpty()) {
      // Each by itself: a forged one must not keep out others. The signature tells.
      byte[] body = packet.body();
      boolean corrected =
          corrections++ < MAX_CORRECTIONS && ChecksumCorrection.correct(body, damaged.checksum());
      begin(corrected ? body : null, packet.streamId());
      return;
    }
    MajorityVoting copies = votes.get(packet.streamId());
    if (copies != null) {
      copies.add(damaged.checksum(), packet.body());
    } else if (votes.size() < MAX_VOTES) {
      copies = new MajorityVoting(damaged.checksum(), packet.body());
      votes.put(packet.streamId(), copies);
    }
    if (copies != null) {
      // The stream's id tells whether it is right.
      begin(copies.isExact() ? copies.body() : copies.corrected(), packet.streamId());
    }
  }

  private void begin(byte @Nullable [] body, int streamId) {
    if (body != null) {
      placeWaiting(begin(WeightPacket.of(PacketKind.MANIFEST, streamId, 0, body)));
    }
  }

  private @Nullable StreamAssembly begin(WeightPacket first) {
    try {
      StreamManifest manifest = ManifestSerializer.parse(first);
      requireTrusted(first, manifest);
      limits.require(manifest);
      return new StreamAssembly(manifest, first, policy(manifest), !trusted.isEmpty(), known);
    } catch (InvalidStreamException e) {
      refusal = e;
      return null;
    }
  }

  private DeliveryPolicy policy(StreamManifest manifest) {
    if (asked.isEmpty() && !trusted.isEmpty()) {
      return DeliveryPolicy.REPAIR; // nobody signed damaged packets
    }
    return asked.orElseGet(() -> DeliveryPolicy.defaultFor(manifest));
  }

  /** Refuses what none of those signed who are trusted, where it matters. */
  private void requireTrusted(WeightPacket packet, StreamManifest manifest)
      throws InvalidStreamException {
    if (trusted.isEmpty()) {
      return;
    }
    if (manifest.signature().isEmpty()) {
      throw new InvalidStreamException("it is not signed, and only signed ones are trusted");
    }
    SignerKey signer = manifest.signature().get().key();
    if (!trusted.contains(signer)) {
      throw new InvalidStreamException(
          "it is signed with key " + signer + ", which is not trusted");
    }
    if (!ManifestSerializer.isSigned(packet, manifest)) {
      throw new InvalidStreamException(
          "its manifest is not what the trusted key " + signer + " signed");
    }
  }

  private void placeWaiting(@Nullable StreamAssembly begun) {
    if (begun != null) {
      assembly = begun;
      votes.clear();
      placeWaiting(begun, MANIFEST);
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

  /** What the whole packets of patches that have arrived hold. */
  KnownPatches knownPatches() {
    return assembly == null ? KnownPatches.NONE : assembly.knownPatches();
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
        counted + waiting.frames(),
        counted(FrameState.ACCEPTED),
        counted(FrameState.DUPLICATE) + counted(FrameState.COPY),
        counted(FrameState.DROPPED_HEADER),
        counted(FrameState.DROPPED_POLICY),
        counted(FrameState.REJECTED),
        waiting.frames());
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
