package dev.sirencast.format;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sirencast.format.signature.SignatureMessage;
import dev.sirencast.format.signature.StreamSignature;
import dev.sirencast.proto.Architecture;
import dev.sirencast.proto.Manifest;
import dev.sirencast.proto.TrainedNoise;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Manifests to packet bodies and back: with the {@code ..Message} classes, the one place that knows
 * protobuf.
 */
public final class ManifestSerializer {
  private static final int FORMAT_VERSION = 1;
  private static final int MAX_NESTING = 8;
  private static final String NAME = "the manifest";

  private ManifestSerializer() {}

  /**
   * Returns the manifest as packet number 0 of its kind, which also carries the stream's id.
   *
   * @throws IllegalArgumentException if it does not fit one packet
   */
  public static WeightPacket serialize(StreamManifest manifest) {
    byte[] message = toMessage(manifest).toByteArray();
    byte[] body = CompressedMessage.body(message, "a manifest of so many layers");
    return WeightPacket.of(PacketKind.MANIFEST, CompressedMessage.digest(message), 0, body);
  }

  /**
   * Returns the manifest in a packet.
   *
   * @throws InvalidStreamException if the body is none, belongs to another stream id, or declares
   *     what no stream may
   */
  public static StreamManifest parse(WeightPacket packet) throws InvalidStreamException {
    byte[] message = CompressedMessage.message(packet.body(), NAME);
    if (CompressedMessage.digest(message) != packet.streamId()) {
      throw new InvalidStreamException("the manifest does not belong to its stream id");
    }
    try {
      CodedInputStream in = CodedInputStream.newInstance(message);
      in.setRecursionLimit(MAX_NESTING);
      return fromMessage(Manifest.parseFrom(in));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new InvalidStreamException("the manifest is not valid: " + e.getMessage());
    } catch (IOException e) {
      throw new InvalidStreamException("the manifest cannot be read: " + e.getMessage());
    }
  }

  /**
   * Whether a manifest is as its signature's key signed it.
   *
   * @param manifest what the packet holds
   * @return false for one without a signature
   */
  public static boolean isSigned(WeightPacket packet, StreamManifest manifest) {
    try {
      byte[] message = CompressedMessage.message(packet.body(), NAME);
      return manifest.signature().stream().anyMatch(s -> SignatureMessage.isRight(message, s));
    } catch (InvalidStreamException e) {
      return false;
    }
  }

  /**
   * Returns a manifest with a signature, in place of one that it may have; all else is as it was,
   * to the byte.
   *
   * @param signature whose value is not looked at
   * @param sign from bytes to their signature
   * @throws InvalidStreamException if the packet holds no manifest
   * @throws IllegalArgumentException if it would not fit one packet
   */
  public static WeightPacket signed(
      WeightPacket packet, StreamSignature signature, UnaryOperator<byte[]> sign)
      throws InvalidStreamException {
    byte[] before = CompressedMessage.message(packet.body(), NAME);
    if (parse(packet).signature().isPresent()) {
      try {
        before = Manifest.parseFrom(before).toBuilder().clearSignature().build().toByteArray();
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("a manifest that was read before", e);
      }
    }
    byte[] message = SignatureMessage.signed(before, signature, sign);
    byte[] body = CompressedMessage.body(message, "a manifest with a signature");
    return WeightPacket.of(PacketKind.MANIFEST, CompressedMessage.digest(message), 0, body);
  }

  /** The bytes that a manifest's body takes at most once it is signed. */
  public static int signedBytes(StreamManifest manifest, int digests) {
    return toMessage(manifest).getSerializedSize() + SignatureMessage.bytes(digests);
  }

  private static Manifest toMessage(StreamManifest manifest) {
    SirenArchitecture architecture = manifest.architecture();
    Manifest.Builder message =
        Manifest.newBuilder()
            .setFormatVersion(FORMAT_VERSION)
            .setSignal(SignalMessage.of(manifest.signal()))
            .setArchitecture(
                Architecture.newBuilder()
                    .setHiddenFeatures(architecture.hiddenFeatures())
                    .setHiddenLayers(architecture.hiddenLayers())
                    .setOmega0First(
                        FactorField.unless(FactorField.COMMON_OMEGA0, architecture.omega0First()))
                    .setOmega0Hidden(
                        FactorField.unless(FactorField.COMMON_OMEGA0, architecture.omega0Hidden()))
                    .setOmega0Last(FactorField.unless(1, architecture.omega0Last())))
            .setWeightCoding(coding(manifest.coding()))
            .setManifestCopies(manifest.manifestCopies() == 1 ? 0 : manifest.manifestCopies());
    TensorsMessage.add(manifest, message);
    GroupsMessage.add(manifest, message);
    PatchesMessage.add(manifest, message);
    manifest.metadataDigest().ifPresent(message::setMetadataDigest);
    if (!manifest.origin().seeded().isEmpty()) {
      message.setSeeded(
          dev.sirencast.proto.SeededTensors.newBuilder()
              .setSeed(manifest.origin().seeded().seed())
              .addAllTensors(manifest.origin().seeded().tensors()));
    }
    WeightNoise noise = manifest.origin().noise();
    if (!noise.isNone()) {
      message.setTrainedNoise(
          TrainedNoise.newBuilder()
              .setSigma(noise.sigma())
              .setRelative(noise.relative())
              .setMask(noise.mask())
              .setMeanField(manifest.origin().meanField()));
    }
    manifest.signature().ifPresent(signature -> add(signature, message));
    return message.build();
  }

  private static void add(StreamSignature signature, Manifest.Builder message) {
    try {
      message.mergeFrom(SignatureMessage.field(signature));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a field of our own making", e);
    }
  }

  private static StreamManifest fromMessage(Manifest message) {
    if (message.getFormatVersion() != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "format version " + message.getFormatVersion() + ", this code reads " + FORMAT_VERSION);
    }
    WeightCoding coding = coding(message);
    SignalDescription signal = SignalMessage.parse(message.getSignal());
    Architecture shape = message.getArchitecture();
    SirenArchitecture architecture =
        new SirenArchitecture(
            signal.grid().dimensions(),
            shape.getHiddenFeatures(),
            shape.getHiddenLayers(),
            signal.components(),
            FactorField.orElse(FactorField.COMMON_OMEGA0, shape.getOmega0First()),
            FactorField.orElse(FactorField.COMMON_OMEGA0, shape.getOmega0Hidden()),
            FactorField.orElse(1, shape.getOmega0Last()));
    WeightOrigin origin = origin(message, architecture.tensors());
    return new StreamManifest(
        signal,
        architecture,
        coding,
        TensorsMessage.parse(message, coding, architecture.tensors(), origin.seeded()),
        GroupsMessage.parse(message, architecture.tensors(), origin.seeded()),
        message.getManifestCopies() == 0 ? 1 : message.getManifestCopies(),
        MetadataMessage.parse(message.getMetadataList()),
        message.hasMetadataDigest()
            ? OptionalInt.of(message.getMetadataDigest())
            : OptionalInt.empty(),
        TensorsMessage.jointChecksum(message, architecture.tensors(), origin.seeded()),
        origin,
        PatchesMessage.parse(message, signal),
        message.hasSignature()
            ? Optional.of(SignatureMessage.parse(message.getSignature().toByteArray()))
            : Optional.empty());
  }

  private static dev.sirencast.proto.WeightCoding coding(WeightCoding coding) {
    return switch (coding) {
      case ERROR_RESILIENT -> dev.sirencast.proto.WeightCoding.WEIGHT_CODING_ERROR_RESILIENT;
      case ENTROPY_CODED -> dev.sirencast.proto.WeightCoding.WEIGHT_CODING_ENTROPY_CODED;
      case FLOAT_32 -> dev.sirencast.proto.WeightCoding.WEIGHT_CODING_FLOAT_32;
      case FLOAT_16 -> dev.sirencast.proto.WeightCoding.WEIGHT_CODING_FLOAT_16;
    };
  }

  private static WeightCoding coding(Manifest message) {
    return switch (message.getWeightCoding()) {
      case WEIGHT_CODING_ERROR_RESILIENT -> WeightCoding.ERROR_RESILIENT;
      case WEIGHT_CODING_ENTROPY_CODED -> WeightCoding.ENTROPY_CODED;
      case WEIGHT_CODING_FLOAT_32 -> WeightCoding.FLOAT_32;
      case WEIGHT_CODING_FLOAT_16 -> WeightCoding.FLOAT_16;
      default ->
          throw new IllegalArgumentException(
              "weight coding "
                  + message.getWeightCodingValue()
                  + ", this code reads 1 (error-resilient), 2 (entropy-coded), 3 (float32) and 4 (float16)");
    };
  }

  private static WeightOrigin origin(Manifest message, int tensors) {
    TrainedNoise noise = message.getTrainedNoise();
    return new WeightOrigin(
        seeded(message.getSeeded(), tensors),
        new WeightNoise(noise.getSigma(), noise.getRelative(), noise.getMask()),
        noise.getMeanField());
  }

  /** The tensors that are not sent, each of which is one of the network's. */
  private static SeededTensors seeded(dev.sirencast.proto.SeededTensors message, int tensors) {
    if (message.getTensorsCount() > tensors) {
      throw new IllegalArgumentException(
          message.getTensorsCount() + " seeded tensors of a network of " + tensors);
    }
    for (int tensor : message.getTensorsList()) {
      if (tensor < 0 || tensor >= tensors) {
        throw new IllegalArgumentException(
            "seeded tensor " + Integer.toUnsignedString(tensor) + " of a network of " + tensors);
      }
    }
    return message.getTensorsCount() == 0
        ? SeededTensors.none()
        : new SeededTensors(message.getSeed(), message.getTensorsList());
  }
}
