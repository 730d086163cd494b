package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.encoder.signing.StreamSigner;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.signature.SignerKey;
import dev.sirencast.proto.Manifest;
import dev.sirencast.receiver.SirenReceiver;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed streams: with a forger among the senders, and by a signer who means harm. */
class SignedFuzzTest {
  private static final byte[] DOMAIN = "SirenCast manifest 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final PrivateKey KEY = key();
  private static final SignerKey TRUSTED = SigningKey.of(KEY).publicKey();
  private static final List<EncodedStream> SIGNED =
      Streams.all().stream().map(stream -> StreamSigner.sign(stream, SigningKey.of(KEY))).toList();

  /** Those whose weights come whole or not at all: a lost refinement leaves others. */
  private static final List<EncodedStream> WHOLE =
      IntStream.of(0, 1, 3, 4, 5, 6, 7).mapToObj(SIGNED::get).toList();

  private static PrivateKey key() {
    try {
      return KeyFactory.getInstance(SignerKey.ALGORITHM)
          .generatePrivate(
              new EdECPrivateKeySpec(NamedParameterSpec.ED25519, new byte[SignerKey.BYTES]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> sessions() {
    return Seeds.of(
        IntStream.range(0, SIGNED.size())
            .mapToObj(
                stream ->
                    new byte[] {
                      (byte) stream, 0, 0, 1, 1, 0, 5, 3, 2, 2, 1, 9, 6, 3, 1, 2, 3, 7, 0, 2, 0, 3
                    }));
  }

  static Stream<Arguments> keys() {
    byte[] x509 = new byte[44];
    byte[] prefix = {0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0};
    System.arraycopy(prefix, 0, x509, 0, prefix.length);
    return Seeds.texts(
        pem("PUBLIC KEY", x509),
        pem("PRIVATE KEY", KEY.getEncoded()),
        pem("ENCRYPTED PRIVATE KEY", x509));
  }

  private static String pem(String name, byte[] content) {
    String text = Base64.getMimeEncoder().encodeToString(content);
    return "-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n";
  }

  /** A forger sends what he likes: every weight is the signer's, or missing. */
  @MethodSource("sessions")
  @FuzzTest
  void forger(byte[] script) throws InvalidStreamException {
    Choices choices = new Choices(script);
    EncodedStream stream = WHOLE.get(choices.below(WHOLE.size()));
    float[] signed = weights(stream);
    ReceiverTrial trial = ReceiverTrial.trusting(TRUSTED);
    HostilePeer peer = new HostilePeer(stream, trial);
    while (!choices.isEmpty()) {
      peer.act(choices);
    }
    trial.finish();
    float[] arrived;
    try {
      arrived = trial.receiver().finish().weights().toFlatArray();
    } catch (InvalidStreamException e) {
      return;
    }
    for (int i = 0; i < signed.length; i++) {
      assertTrue(arrived[i] == signed[i] || arrived[i] == 0, "weight " + i + " is nobody's");
    }
  }

  private static float[] weights(EncodedStream stream) throws InvalidStreamException {
    SirenReceiver receiver = SirenReceiver.create();
    stream.frames().forEach(receiver::accept);
    return receiver.finish().weights().toFlatArray();
  }

  /** The signer himself sends what he likes, and signs it. */
  @MethodSource("sessions")
  @FuzzTest
  void signer(byte[] script) {
    Choices choices = new Choices(script);
    EncodedStream stream = SIGNED.get(choices.below(SIGNED.size()));
    ReceiverTrial trial = ReceiverTrial.trusting(TRUSTED);
    HostilePeer peer =
        new HostilePeer(stream, trial::accept, trial::finish, SignedFuzzTest::signed);
    while (!choices.isEmpty()) {
      peer.act(choices);
    }
    trial.finish();
  }

  /** A manifest's message, signed whatever it says. */
  private static byte[] signed(byte[] message) {
    try {
      Manifest.Builder manifest = Manifest.parseFrom(message).toBuilder();
      manifest
          .getSignatureBuilder()
          .setPublicKey(ByteString.copyFrom(TRUSTED.bytes()))
          .setValue(ByteString.copyFrom(new byte[SignerKey.SIGNATURE_BYTES]));
      byte[] all = manifest.build().toByteArray();
      Signature signature = Signature.getInstance(SignerKey.ALGORITHM);
      signature.initSign(KEY);
      signature.update(DOMAIN);
      signature.update(all, 0, all.length - SignerKey.SIGNATURE_BYTES);
      byte[] value = signature.sign();
      System.arraycopy(value, 0, all, all.length - value.length, value.length);
      return all;
    } catch (InvalidProtocolBufferException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Files of keys. */
  @MethodSource("keys")
  @FuzzTest
  void keyFile(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (Runnable read :
        Arrays.<Runnable>asList(() -> SignerKey.ofPem(text), () -> SigningKey.ofPem(text))) {
      try {
        read.run();
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage() != null && e.getMessage().lines().count() == 1, e::toString);
      }
    }
  }
}
