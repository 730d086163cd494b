package dev.sirencast.cli.sign;

import dev.sirencast.cli.Streams;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.encoder.signing.StreamSigner;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** One who is trusted and one who is not, and what they send. */
final class Signers {
  private final KeyPair signer = keys();
  private final KeyPair forger = keys();

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the key to trust. */
  Path trusted(Path file) throws IOException {
    return Files.writeString(
        file,
        "-----BEGIN PUBLIC KEY-----%n%s%n-----END PUBLIC KEY-----%n"
            .formatted(Base64.getMimeEncoder().encodeToString(signer.getPublic().getEncoded())));
  }

  EncodedStream genuine() {
    return StreamSigner.sign(Streams.small(0.5), SigningKey.of(signer.getPrivate()));
  }

  /** Another stream, of somebody who is not trusted. */
  EncodedStream forgersOwn() {
    return StreamSigner.sign(Streams.small(0.25), SigningKey.of(forger.getPrivate()));
  }

  /** The frames of a stream, those of some kinds with other bodies and right checksums. */
  static List<byte[]> altered(EncodedStream stream, Set<PacketKind> kinds) {
    List<byte[]> frames = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      byte[] body = packet.body();
      if (kinds.contains(packet.kind())) {
        body[body.length / 2] ^= 1;
      }
      frames.add(
          PacketSerializer.serialize(
              WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body)));
    }
    return frames;
  }
}
