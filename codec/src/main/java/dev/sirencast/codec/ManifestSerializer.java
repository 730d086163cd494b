package dev.sirencast.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sirencast.proto.Architecture;
import dev.sirencast.proto.Lane;
import dev.sirencast.proto.Manifest;
import dev.sirencast.proto.Metadata;
import dev.sirencast.proto.Tensor;
import dev.sirencast.proto.TrainedNoise;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.WeightNoise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.TreeMap;

/**
 * Manifests to packet bodies and back: with {@link SignalMessage}, the one place that knows
 * protobuf, and the one that knows zstd.
 */
final class ManifestSerializer {
  private static final int FORMAT_VERSION = 1;
  private static final int MAX_MESSAGE_BYTES = 1 << 16;
  private static final int MAX_NESTING = 8;
  private static final int ZSTD_LEVEL = 19;

  private ManifestSerializer() {}

  /**
   * Returns the manifest as packet number 0 of its kind, which also carries the stream's id.
   *
   * @throws IllegalArgumentException if it does not fit one packet
   */
  static WeightPacket serialize(StreamManifest manifest) {
    byte[] message = toMessage(manifest).toByteArray();
    byte[] body = Zstd.compress(message, ZSTD_LEVEL);
    if (body.length > PacketFormat.MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "the manifest takes "
              + body.length
              + " bytes and must fit one packet of "
              + PacketFormat.MAX_BODY_BYTES
              + "; use fewer layers or less metadata");
    }
    return WeightPacket.of(PacketKind.MANIFEST, streamId(message), 0, body);
  }

  /**
   * Returns the manifest in a packet.
   *
   * @throws InvalidStreamException if the body is none, belongs to another stream id, or declares
   *     what no stream may
   */
  static StreamManifest parse(WeightPacket packet) throws InvalidStreamException {
    byte[] message = decompress(packet.body());
    if (streamId(message) != packet.streamId()) {
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

  private static byte[] decompress(byte[] body) throws InvalidStreamException {
    long size = Zstd.getFrameContentSize(body);
    if (size < 1 || size > MAX_MESSAGE_BYTES) {
      throw new InvalidStreamException(
          "the manifest declares " + size + " bytes, expected 1 to " + MAX_MESSAGE_BYTES);
    }
    try {
      byte[] message = Zstd.decompress(body, (int) size);
      if (message.length != size) {
        throw new InvalidStreamException("the manifest is shorter than it declares");
      }
      return message;
    } catch (ZstdException e) {
      throw new InvalidStreamException("the manifest is not zstd data: " + e.getMessage());
    }
  }

  private static int streamId(byte[] message) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(message);
      return ByteBuffer.wrap(digest).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
                    .setOmega0First(architecture.omega0First())
                    .setOmega0Hidden(architecture.omega0Hidden())
                    // 1 is not written: it is what every reader takes where there is nothing.
                    .setOmega0Last(architecture.omega0Last() == 1 ? 0 : architecture.omega0Last()))
            .setLane(Lane.LANE_FIXED_WIDTH)
            .setManifestCopies(manifest.manifestCopies());
    for (TensorLayout tensor : manifest.tensors()) {
      message.addTensors(
          Tensor.newBuilder()
              .setBits(tensor.bits())
              .setStep(tensor.step())
              .setSymbolsCrc32C(tensor.checksum()));
    }
    for (PacketGroup group : manifest.groups()) {
      message.addGroups(
          dev.sirencast.proto.PacketGroup.newBuilder()
              .addAllTensors(group.tensors())
              .setSourcePackets(group.sourcePackets())
              .setRepairPackets(group.repairPackets())
              .setBlocks(group.blocks()));
    }
    manifest
        .metadata()
        .forEach(
            (key, text) -> message.addMetadata(Metadata.newBuilder().setKey(key).setText(text)));
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
    return message.build();
  }

  private static StreamManifest fromMessage(Manifest message) {
    if (message.getFormatVersion() != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "format version " + message.getFormatVersion() + ", this code reads " + FORMAT_VERSION);
    }
    if (message.getLane() != Lane.LANE_FIXED_WIDTH) {
      throw new IllegalArgumentException(
          "lane " + message.getLaneValue() + ", this code reads the fixed-width lane");
    }
    SignalDescription signal = SignalMessage.parse(message.getSignal());
    Architecture shape = message.getArchitecture();
    SirenArchitecture architecture =
        new SirenArchitecture(
            signal.grid().dimensions(),
            shape.getHiddenFeatures(),
            shape.getHiddenLayers(),
            signal.components(),
            shape.getOmega0First(),
            shape.getOmega0Hidden(),
            shape.getOmega0Last() == 0 ? 1 : shape.getOmega0Last());
    List<TensorLayout> tensors =
        message.getTensorsList().stream()
            .map(t -> new TensorLayout(t.getBits(), t.getStep(), t.getSymbolsCrc32C()))
            .toList();
    List<PacketGroup> groups =
        message.getGroupsList().stream()
            .map(
                g ->
                    new PacketGroup(
                        g.getTensorsList(),
                        g.getSourcePackets(),
                        g.getRepairPackets(),
                        g.getBlocks()))
            .toList();
    TreeMap<String, String> metadata = new TreeMap<>();
    message.getMetadataList().forEach(m -> metadata.put(m.getKey(), m.getText()));
    return new StreamManifest(
        signal,
        architecture,
        tensors,
        groups,
        message.getManifestCopies(),
        metadata,
        origin(message));
  }

  private static WeightOrigin origin(Manifest message) {
    dev.sirencast.proto.SeededTensors seeded = message.getSeeded();
    TrainedNoise noise = message.getTrainedNoise();
    return new WeightOrigin(
        seeded.getTensorsCount() == 0
            ? SeededTensors.none()
            : new SeededTensors(seeded.getSeed(), seeded.getTensorsList()),
        new WeightNoise(noise.getSigma(), noise.getRelative(), noise.getMask()),
        noise.getMeanField());
  }
}
