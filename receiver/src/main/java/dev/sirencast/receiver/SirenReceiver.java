package dev.sirencast.receiver;

import dev.sirencast.format.FrameScanner;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.KnownPatches;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Receives one stream: feed it frames as they come, then ask what they make.
 *
 * <p>Frames may come in any order, damaged, repeated or not at all; none can make it throw. Not
 * thread-safe: one thread at a time.
 */
public final class SirenReceiver {
  private final ReceiverOptions options;
  private final Depacketizer depacketizer;
  private final KnownPatches known;
  private int retransmitted;

  /** What {@link #hasEnough} last found, and after how many changes. */
  private boolean enough;

  private int judged;

  private SirenReceiver(ReceiverOptions options, KnownPatches known) {
    this.options = options;
    this.known = known;
    this.depacketizer = Depacketizer.create(options, known);
  }

  /** Returns a receiver with {@link ReceiverOptions#DEFAULTS}. */
  public static SirenReceiver create() {
    return create(ReceiverOptions.DEFAULTS);
  }

  /**
   * Returns a receiver that has seen nothing yet.
   *
   * @throws IllegalStateException if the options trust a signer, and this Java has no Ed25519
   */
  public static SirenReceiver create(ReceiverOptions options) {
    return create(options, KnownPatches.NONE);
  }

  /**
   * Returns a receiver for one more transfer of a stream, which has seen nothing yet.
   *
   * @param known what {@link #knownPatches} of an earlier transfer gave, and need not be decoded
   *     again; what is received is the same without it
   * @throws IllegalStateException if the options trust a signer, and this Java has no Ed25519
   */
  public static SirenReceiver create(ReceiverOptions options, KnownPatches known) {
    return new SirenReceiver(options, known);
  }

  /**
   * Decodes the whole packets of patches that have arrived, for receivers of further transfers of
   * this stream: {@link #create(ReceiverOptions, KnownPatches)}.
   */
  public KnownPatches knownPatches() {
    return depacketizer.knownPatches();
  }

  /** Takes one frame, such as a datagram's content; the array is not kept. */
  public void accept(byte[] frame) {
    depacketizer.accept(frame);
  }

  /**
   * Takes one frame that came because it was asked for again; the array is not kept. A packet that
   * arrives intact only so is counted as retransmitted.
   */
  public void acceptRetransmitted(byte[] frame) {
    FrameCounts before = depacketizer.frames();
    depacketizer.accept(frame);
    FrameCounts after = depacketizer.frames();
    boolean news = after.accepted() + after.waiting() > before.accepted() + before.waiting();
    if (news && PacketSerializer.parse(frame) instanceof ParsedPacket.Intact) {
      retransmitted++;
    }
  }

  /** Takes one frame: the buffer's remaining bytes. */
  public void accept(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    depacketizer.accept(bytes);
  }

  /**
   * Takes all frames of a stored stream, such as a {@code .siren} file, to the end of {@code in}.
   *
   * @throws IOException if reading fails; damage in what is read does not
   */
  public void readFrom(InputStream in) throws IOException {
    FrameScanner.scan(in, depacketizer::accept);
  }

  /** What the stream says of itself, once a manifest has arrived. */
  public Optional<StreamManifest> manifest() {
    return depacketizer.manifest();
  }

  /** Whether all weights have arrived intact: what follows can add nothing. */
  public boolean isComplete() {
    return depacketizer.isComplete();
  }

  /**
   * Whether nothing need be asked for again: all packets of weights have arrived intact, or what is
   * missing is restored exactly. Takes the time of {@link #finish} where something new has arrived
   * since it was last asked, and next to none otherwise.
   */
  public boolean hasEnough() {
    if (depacketizer.isComplete()) {
      return true;
    }
    int changes = depacketizer.changes();
    if (changes != judged) {
      judged = changes;
      enough = isExact();
    }
    return enough;
  }

  private boolean isExact() {
    try {
      return ReceptionReport.of(depacketizer.finish(), retransmitted).isExact();
    } catch (InvalidStreamException e) {
      return false;
    }
  }

  /** The account of all frames so far, whether anything can be decoded or not. */
  public FrameCounts frames() {
    return depacketizer.frames();
  }

  /**
   * Restores and conceals, and returns what the frames so far make. More frames may follow, and
   * another call.
   *
   * @throws LimitExceededException if the stream asks for more than the limits allow
   * @throws InvalidStreamException if nothing can be decoded: no valid manifest has arrived, or
   *     whole packets are not what the manifest says and strict delivery was asked for
   */
  public Reception finish() throws InvalidStreamException {
    ReceivedStream stream = depacketizer.finish();
    StreamManifest manifest = stream.manifest();
    SeededTensors seeded = manifest.origin().seeded();
    ReceptionReport report = ReceptionReport.of(stream, retransmitted);
    WeightEstimate estimate = PacketLossConcealment.conceal(stream, options);
    SirenWeights weights = seeded.fill(estimate.weights());
    return new Reception(
        manifest,
        weights,
        manifest.patches().map(patches -> patched(patches, weights, stream.patches())),
        report.isExact() ? Optional.empty() : Optional.of(estimate.variances()),
        decoding(manifest, report),
        report);
  }

  private PatchedWeights patched(
      PatchDescription description, SirenWeights base, List<@Nullable PatchSymbols> symbols) {
    List<@Nullable PatchWeights> patches = known.dequantize(description, symbols);
    return new PatchedWeights(
        base, description.baseStep(), description.grid(), description.family(), patches);
  }

  private Decoding decoding(StreamManifest manifest, ReceptionReport report) {
    if (options.decoding() != Decoding.AUTO) {
      return options.decoding();
    }
    return manifest.origin().meanField() && report.isExact() ? Decoding.MEAN_FIELD : Decoding.PLAIN;
  }
}
