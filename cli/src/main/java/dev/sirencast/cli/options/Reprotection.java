package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.Depacketizer;
import dev.sirencast.receiver.ReceivedStream;
import dev.sirencast.receiver.ReceivedTensor;
import dev.sirencast.receiver.ReceiverLimits;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Gives a stored stream other protection than it was packed with. */
@Grouped(OptionGroup.CHANNEL)
public final class Reprotection {
  /**
   * The high-priority tensors, and the others in two parts; an order that refines has more groups.
   */
  private static final int MAX_GROUPS = 3;

  @Option(
      names = "--fec",
      paramLabel = "CODE",
      description =
          "Protect the stream's packets anew before they are sent, as in 'pack --fec': none,"
              + " xor(rows,cols), rs(k,m) and so on (default: as the stream is).")
  private @Nullable String fec;

  /** Checks the option before anything is read. */
  public void require() {
    if (fec != null) {
      parse(fec);
    }
  }

  /** Reads a protection that an option states. */
  public static UnequalErrorProtection parse(String text) {
    return CommandException.checked(() -> ProtectionOptions.parse(text));
  }

  /**
   * Returns the frames of a stream with the protection asked for.
   *
   * @param source where they come from, for the message
   * @param warn is told that a signature is lost
   * @throws CommandException if the stream is not whole, or does not fit the protection
   */
  public List<byte[]> apply(String source, List<byte[]> frames, Consumer<String> warn) {
    return fec == null ? frames : protect(source, frames, parse(fec), warn);
  }

  /** Returns the frames of a stream with another protection, as {@link #apply} does. */
  public static List<byte[]> protect(
      String source,
      List<byte[]> frames,
      UnequalErrorProtection protection,
      Consumer<String> warn) {
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.STRICT, ReceiverLimits.DEFAULTS);
    frames.forEach(depacketizer::accept);
    ReceivedStream stream;
    try {
      stream = depacketizer.finish();
    } catch (InvalidStreamException e) {
      throw CommandException.failure(
          source + ": the stream cannot be decoded: " + e.getMessage(), e);
    }
    long patches = stream.patches().stream().filter(Objects::nonNull).count();
    if (!stream.tensors().stream().allMatch(ReceivedTensor::isIntact)
        || patches < stream.manifest().patches().map(PatchDescription::coded).orElse(0)) {
      throw CommandException.failure(
          source + ": is damaged; --fec goes with a stream that is whole", null);
    }
    if (stream.manifest().signature().isPresent()) {
      warn.accept(
          source + ": --fec makes packets that its signer has not signed; the signature is lost");
    }
    int longest =
        frames.stream()
            .filter(StreamFile::holdsWeights)
            .mapToInt(frame -> frame.length)
            .max()
            .orElse(0);
    return CommandException.checked(() -> protect(stream, frames, protection, longest)).frames();
  }

  private static EncodedStream protect(
      ReceivedStream stream, List<byte[]> frames, UnequalErrorProtection protection, int longest) {
    StreamManifest manifest = stream.manifest();
    boolean refined = manifest.groups().size() > MAX_GROUPS;
    PacketizerOptions options =
        PacketizerOptions.DEFAULTS
            .withCoding(manifest.coding())
            .withPacketBytes(Math.max(PacketizerOptions.MIN_PACKET_BYTES, longest))
            .withManifestCopies(copies(manifest, protection))
            .withMetadata(manifest.metadata())
            .withOrder(refined ? PacketOrder.PROGRESSIVE : PacketOrder.SPREAD)
            .withProtection(protection);
    if (manifest.coding().isLossless()) {
      SirenWeights weights =
          SirenWeights.of(
              manifest.architecture(),
              stream.tensors().stream().map(ReceivedTensor::values).toList());
      return Packetizer.packetize(manifest.signal(), weights, manifest.origin(), options);
    }
    QuantizedNetwork network =
        new QuantizedNetwork(
            manifest.architecture(),
            stream.tensors().stream().map(ReceivedTensor::tensor).toList(),
            manifest.origin().seeded());
    if (manifest.patches().isEmpty()) {
      return Packetizer.packetize(manifest.signal(), network, manifest.origin(), options);
    }
    return Packetizer.packetize(
        manifest.signal(),
        network,
        manifest.origin(),
        new PatchesAsSent(manifest, stream.patches()).of(frames),
        options.withOrder(PacketOrder.PROGRESSIVE));
  }

  /** As many manifests as the stream has, and no fewer than protection asks for. */
  private static int copies(StreamManifest manifest, UnequalErrorProtection protection) {
    return protection.isNone()
        ? manifest.manifestCopies()
        : Math.max(manifest.manifestCopies(), PacketizerOptions.PROTECTED_COPIES);
  }
}
