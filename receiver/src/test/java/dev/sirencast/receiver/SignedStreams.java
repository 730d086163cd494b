package dev.sirencast.receiver;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.encoder.signing.StreamSigner;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.siren.SirenArchitecture;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Small signed streams, those who sign them, and a receiver that trusts one of these. */
final class SignedStreams {
  /** RFC 8032, section 7.1, tests 1 and 2. */
  static final SigningKey SIGNER =
      key("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

  static final SigningKey FORGER =
      key("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

  static final ReceiverOptions TRUSTING =
      ReceiverOptions.DEFAULTS.withTrusted(List.of(SIGNER.publicKey()));

  static final PacketizerOptions OPTIONS =
      PacketizerOptions.DEFAULTS
          .withCoding(WeightCoding.ENTROPY_CODED)
          .withPacketBytes(120)
          .withManifestCopies(2);

  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 24, 2, 3, 30, 30);

  private static final List<EncodedStream> KINDS =
      List.of(
          signed(withMetadata(OPTIONS)),
          signed(OPTIONS.withCoding(WeightCoding.ERROR_RESILIENT)),
          signed(protectedBy(FecScheme.reedSolomon(4, 1).withSliceBytes(16))),
          signed(protectedBy(FecScheme.NONE.withCorrected(2))),
          // With lists of lists.
          signed(protectedBy(FecScheme.reedSolomon(4, 8)).withPacketBytes(64)),
          StreamSigner.sign(PatchVectors.picture(OPTIONS.withPacketBytes(100)), SIGNER));

  private SignedStreams() {}

  static String pem(String secret) {
    byte[] encoded = HexFormat.of().parseHex("302e020100300506032b657004220420" + secret);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(encoded)
        + "\n-----END PRIVATE KEY-----\n";
  }

  static SigningKey key(String secret) {
    return SigningKey.ofPem(pem(secret));
  }

  static PacketizerOptions withMetadata(PacketizerOptions options) {
    TreeMap<String, MetadataValue> metadata = new TreeMap<>();
    metadata.put("title", new MetadataValue.Text("whose it is"));
    return options.withMetadata(metadata);
  }

  static PacketizerOptions protectedBy(FecScheme scheme) {
    return OPTIONS.withProtection(UnequalErrorProtection.equal(scheme));
  }

  /** Some thirty packets, digests of all of which do not fit the manifest. */
  static EncodedStream picture(PacketizerOptions options, long seed) {
    return SmallStreams.packetize(NETWORK, SmallStreams.network(NETWORK, 8, 30, seed), options);
  }

  static EncodedStream signed(PacketizerOptions options) {
    return StreamSigner.sign(picture(options, 1), SIGNER);
  }

  /** Streams in every coding, with metadata, and in patches, signed. */
  static List<EncodedStream> kinds() {
    return KINDS;
  }

  static SirenReceiver receiver(List<byte[]> frames) {
    return receiver(frames, TRUSTING);
  }

  static SirenReceiver receiver(List<byte[]> frames, ReceiverOptions options) {
    SirenReceiver receiver = SirenReceiver.create(options);
    frames.forEach(receiver::accept);
    return receiver;
  }

  static Reception receive(List<byte[]> frames) throws InvalidStreamException {
    return receiver(frames).finish();
  }

  /** The frame of a packet with another body, whose checksums are right. */
  static byte[] forged(WeightPacket packet) {
    byte[] body = packet.body();
    body[body.length / 2] ^= 0x10;
    return PacketSerializer.serialize(
        WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body));
  }
}
