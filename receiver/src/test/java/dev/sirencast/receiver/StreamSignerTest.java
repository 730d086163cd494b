package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.encoder.signing.StreamSigner;
import dev.sirencast.format.CompressedMessage;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.format.signature.SignerKey;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.siren.SirenArchitecture;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is signed, with which keys, and at what price. */
class StreamSignerTest {
  private static final String PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  private static String publicPem(byte[] encoded) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(encoded)
        + "\n-----END PUBLIC KEY-----\n";
  }

  @Test
  void keysAreThoseOfTheirPemFiles() throws Exception {
    SignerKey key = SignedStreams.SIGNER.publicKey();
    assertArrayEquals(HexFormat.of().parseHex(PUBLIC), key.bytes());
    byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + PUBLIC);
    assertEquals(key, SignerKey.ofPem(publicPem(encoded)));
    assertEquals("21fe31dfa154a261", key.id());

    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    assertEquals(SignerKey.of(pair.getPublic()), SigningKey.of(pair.getPrivate()).publicKey());
  }

  @Test
  void otherKeysAreRefused() throws Exception {
    String secret = SignedStreams.pem(PUBLIC);
    assertMessage("is a private key, expected the public one", () -> SignerKey.ofPem(secret));
    assertMessage("expected PEM with a line", () -> SignerKey.ofPem("a text"));
    assertMessage("expected PEM with a line", () -> SigningKey.ofPem("a text"));
    assertMessage(
        "is an encrypted key", () -> SigningKey.ofPem("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    KeyPair other = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
    assertMessage(
        "is not an Ed25519 public key",
        () -> SignerKey.ofPem(publicPem(other.getPublic().getEncoded())));
    assertMessage("is not an Ed25519 private key", () -> SigningKey.of(other.getPrivate()));
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertMessage("is not an Ed25519 public key", () -> SignerKey.of(rsa.getPublic()));
    assertMessage("is not an Ed25519 private key", () -> SigningKey.of(rsa.getPrivate()));
  }

  private static void assertMessage(String begin, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.startsWith(begin), message);
  }

  @Test
  void bodiesStayAsTheyAreAndSigningTwiceIsSigningOnce() {
    for (EncodedStream signed : SignedStreams.kinds()) {
      List<byte[]> again = StreamSigner.sign(signed.frames(), SignedStreams.SIGNER);
      assertEquals(signed.packets().size(), again.size());
      for (int i = 0; i < again.size(); i++) {
        assertArrayEquals(signed.frames().get(i), again.get(i));
      }
    }
    EncodedStream plain = SignedStreams.picture(SignedStreams.OPTIONS, 1);
    List<WeightPacket> signed =
        StreamSigner.sign(plain, SignedStreams.SIGNER).packets().stream()
            .filter(packet -> packet.kind() != PacketKind.DIGESTS)
            .toList();
    assertEquals(plain.packets().size(), signed.size());
    for (int i = 0; i < signed.size(); i++) {
      if (signed.get(i).kind() != PacketKind.MANIFEST) {
        assertArrayEquals(plain.packets().get(i).body(), signed.get(i).body());
      }
    }
  }

  @Test
  void wholeStreamsAreSigned() {
    List<byte[]> frames = SignedStreams.picture(SignedStreams.OPTIONS, 1).frames();
    List<byte[]> damaged = new ArrayList<>(frames);
    damaged.set(3, frames.get(3).clone());
    damaged.get(3)[30] ^= 1;
    assertMessage("packet 4 of", () -> StreamSigner.sign(damaged, SignedStreams.SIGNER));
    List<byte[]> lost = new ArrayList<>(frames);
    lost.remove(3);
    assertMessage("1 of", () -> StreamSigner.sign(lost, SignedStreams.SIGNER));
    List<byte[]> mixed = new ArrayList<>(frames);
    mixed.addAll(SignedStreams.picture(SignedStreams.OPTIONS, 2).frames());
    assertMessage("there are packets of", () -> StreamSigner.sign(mixed, SignedStreams.SIGNER));
    assertMessage("there is no manifest", () -> StreamSigner.sign(List.of(), SignedStreams.SIGNER));
  }

  /** What is foretold is no less, and a few bytes more at most. */
  @Test
  void theBytesOfASignatureAreForetold() {
    SirenArchitecture network = new SirenArchitecture(2, 24, 2, 3, 30, 30);
    QuantizedNetwork quantized =
        QuantizedNetwork.of(network, SmallStreams.network(network, 8, 30, 1));
    for (PacketizerOptions options :
        List.of(
            SignedStreams.OPTIONS,
            SignedStreams.OPTIONS.withPacketBytes(1100),
            SignedStreams.withMetadata(SignedStreams.OPTIONS.withPacketBytes(64)),
            SignedStreams.protectedBy(FecScheme.reedSolomon(4, 2)))) {
      EncodedStream plain = Packetizer.packetize(SmallStreams.PICTURE, quantized, options);
      long foretold =
          Packetizer.streamBytes(
              SmallStreams.PICTURE, quantized, WeightOrigin.PLAIN, options.withSigned(true));
      long bytes = StreamSigner.sign(plain, SignedStreams.SIGNER).bytes();
      assertTrue(bytes > plain.bytes() && bytes <= foretold, bytes + " of " + foretold);
      assertTrue(
          foretold - bytes < 40L * plain.manifest().manifestCopies(), foretold + " " + bytes);
    }
  }

  /** Any byte of the manifest's message in turn is another one: none is as it was signed. */
  @Test
  void everyByteOfTheManifestIsSigned() throws Exception {
    WeightPacket packet = SignedStreams.signed(SignedStreams.OPTIONS).packets().get(0);
    assertTrue(ManifestSerializer.isSigned(packet, ManifestSerializer.parse(packet)));
    byte[] body = packet.body(); // random enough that it is not compressed
    for (int i = 0; i < body.length; i++) {
      byte[] other = body.clone();
      other[i] ^= 1;
      assertNotSigned(other);
    }
    assertNotSigned(Arrays.copyOf(body, body.length + 1));
    byte[] copies = Arrays.copyOf(body, body.length + 2);
    copies[body.length] = 11 << 3; // manifest_copies, once more
    copies[body.length + 1] = 9;
    assertNotSigned(copies);
  }

  private static void assertNotSigned(byte[] message) {
    WeightPacket packet =
        WeightPacket.of(PacketKind.MANIFEST, CompressedMessage.digest(message), 0, message);
    try {
      StreamManifest manifest = ManifestSerializer.parse(packet);
      assertFalse(ManifestSerializer.isSigned(packet, manifest));
    } catch (InvalidStreamException e) {
      // no manifest at all
    }
  }
}
