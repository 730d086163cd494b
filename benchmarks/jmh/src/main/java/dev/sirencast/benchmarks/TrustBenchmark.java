package dev.sirencast.benchmarks;

import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.encoder.signing.StreamSigner;
import dev.sirencast.format.FrameScanner;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.signature.SignerKey;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.SirenReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * What trust costs a receiver: the same stream signed, taken by one that trusts its signer and by
 * one that does not, in turn; beside it the time of a decode on one thread and the bytes that the
 * signature adds. Arguments: unsigned {@code .siren} files.
 */
public final class TrustBenchmark {
  private static final int ROUNDS = 301;
  private static final int WARM_UP = 200;
  private static final int DECODES = 5;

  private TrustBenchmark() {}

  /** Prints a row in Markdown for each file. */
  public static void main(String[] files)
      throws IOException, InvalidStreamException, GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    System.out.println(
        "| stream | packets | bytes | the signature adds | taking it, us | with trust, us | of that"
            + " the signature, us | ns a packet | decoding on one thread, ms | trust over decode |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (String file : files) {
      row(Path.of(file), keys.getPrivate());
    }
  }

  private static void row(Path file, PrivateKey secret)
      throws IOException, InvalidStreamException, GeneralSecurityException {
    SigningKey key = SigningKey.of(secret);
    List<byte[]> plain = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      FrameScanner.scan(in, plain::add);
    }
    List<byte[]> signed = StreamSigner.sign(plain, key);
    ReceiverOptions any = ReceiverOptions.DEFAULTS.withPolicy(DeliveryPolicy.REPAIR);
    ReceiverOptions trusting = any.withTrusted(List.of(key.publicKey()));
    double[][] micros = new double[3][ROUNDS];
    SignerKey signer = manifest(signed).signature().orElseThrow().key();
    byte[] message = new byte[signed.get(0).length];
    Signature signing = Signature.getInstance("Ed25519");
    signing.initSign(secret);
    signing.update(message);
    byte[] signature = signing.sign();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double[] times = {
        taking(signed, any), taking(signed, trusting), verifying(signer, message, signature)
      };
      for (int i = 0; round >= 0 && i < times.length; i++) {
        micros[i][round] = times[i];
      }
    }
    double without = median(micros[0]);
    double with = median(micros[1]);
    double once = median(micros[2]);
    double decode = decoding(signed, trusting);
    long bytes = bytes(plain);
    long added = bytes(signed) - bytes;
    System.out.printf(
        "| %s | %,d | %,d | %,d (%.2f %%) | %,.0f | %,.0f | %,.0f | %,.0f | %,.1f | %.2f %% |%n",
        file.getFileName(),
        signed.size(),
        bytes,
        added,
        100.0 * added / bytes,
        without,
        with,
        once,
        1e3 * (with - without - once) / signed.size(),
        decode * 1e-3,
        100 * (with - without) / decode);
  }

  private static long bytes(List<byte[]> frames) {
    return frames.stream().mapToLong(frame -> frame.length).sum();
  }

  private static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Microseconds from the first frame to all of a stream's packets, nothing decoded. */
  private static double taking(List<byte[]> frames, ReceiverOptions options) {
    long start = System.nanoTime();
    SirenReceiver receiver = SirenReceiver.create(options);
    frames.forEach(receiver::accept);
    double micros = (System.nanoTime() - start) * 1e-3;
    if (receiver.frames().accepted() != frames.size()) {
      throw new IllegalStateException("not all frames were taken");
    }
    return micros;
  }

  private static StreamManifest manifest(List<byte[]> frames) throws InvalidStreamException {
    for (byte[] frame : frames) {
      if (PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact
          && intact.packet().kind() == PacketKind.MANIFEST) {
        return ManifestSerializer.parse(intact.packet());
      }
    }
    throw new IllegalStateException("there is no manifest");
  }

  /** Microseconds of one signature, over as many bytes as a manifest has. */
  private static double verifying(SignerKey signer, byte[] message, byte[] signature) {
    long start = System.nanoTime();
    if (!signer.verifies(message, signature)) {
      throw new IllegalStateException("a right signature is refused");
    }
    return (System.nanoTime() - start) * 1e-3;
  }

  /** Microseconds from the packets to all samples, on one thread. */
  private static double decoding(List<byte[]> frames, ReceiverOptions options)
      throws InvalidStreamException {
    double[] micros = new double[DECODES];
    for (int i = -2; i < DECODES; i++) {
      SirenReceiver receiver = SirenReceiver.create(options);
      frames.forEach(receiver::accept);
      long start = System.nanoTime();
      receiver.finish().reconstruct(ForkJoinPool.commonPool(), 1);
      micros[Math.max(0, i)] = (System.nanoTime() - start) * 1e-3;
    }
    return median(micros);
  }
}
