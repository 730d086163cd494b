package dev.sirencast.receiver;

import com.github.luben.zstd.Zstd;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.proto.Architecture;
import dev.sirencast.proto.Manifest;
import dev.sirencast.proto.PacketGroup;
import dev.sirencast.proto.SignalDescription;
import dev.sirencast.proto.SignalKind;
import dev.sirencast.proto.WeightCoding;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Manifests as their messages, which can say what no {@link StreamManifest} can. */
final class ManifestMessages {
  private ManifestMessages() {}

  /** A valid one: a picture of 24 x 16, a network of six tensors, one packet of all. */
  static Manifest.Builder valid(WeightCoding coding) {
    boolean lossless =
        coding == WeightCoding.WEIGHT_CODING_FLOAT_32
            || coding == WeightCoding.WEIGHT_CODING_FLOAT_16;
    Manifest.Builder message =
        Manifest.newBuilder()
            .setFormatVersion(1)
            .setSignal(
                SignalDescription.newBuilder()
                    .setKind(SignalKind.SIGNAL_KIND_IMAGE)
                    .addAllAxes(List.of(24, 16))
                    .setComponents(3)
                    .setBitDepth(8))
            .setArchitecture(Architecture.newBuilder().setHiddenFeatures(7).setHiddenLayers(1))
            .setWeightCoding(coding)
            .addBits(lossless ? 16 : 8)
            .addSteps(lossless ? 0 : 0.001f)
            .addAllSymbolsCrc32C(List.of(1, 2, 3, 4, 5, 6))
            .addGroups(PacketGroup.newBuilder().setSourcePackets(1));
    if (coding != WeightCoding.WEIGHT_CODING_ERROR_RESILIENT) {
      message.getGroupsBuilder(0).setBodyBytes(600);
    }
    return coding == WeightCoding.WEIGHT_CODING_ENTROPY_CODED
        ? message.addSpreads(0).addDeviations(48)
        : message;
  }

  /** The packet of a message, which belongs to its stream id; compressed where it has to be. */
  static WeightPacket packet(byte[] message) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(message);
      int streamId = ByteBuffer.wrap(digest).getInt();
      boolean fits = message.length <= PacketFormat.MAX_BODY_BYTES;
      byte[] body = fits ? message : Zstd.compress(message, 19);
      return WeightPacket.of(PacketKind.MANIFEST, streamId, 0, body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static StreamManifest parse(Manifest message) throws InvalidStreamException {
    return ManifestSerializer.parse(packet(message.toByteArray()));
  }
}
