package dev.sirencast.cli.sign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.cli.SecretText;
import dev.sirencast.cli.Streams;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.signing.SigningKey;
import dev.sirencast.encoder.signing.StreamSigner;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.transport.carousel.CarouselOptions;
import dev.sirencast.transport.carousel.FrameCarousel;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing and trusting on the command line. */
class SigningCommandsTest {
  private final KeyPair signer = keys();
  private final KeyPair forger = keys();

  @TempDir Path directory;
  private Path plain;
  private Path secret;
  private Path trusted;
  private Path signed;
  private Path png;

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Path pem(String name, String title, Key key) throws IOException {
    return SecretText.write(
        directory.resolve(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(title, Base64.getMimeEncoder().encodeToString(key.getEncoded()), title));
  }

  @BeforeEach
  void write() throws IOException {
    plain = Streams.write(Streams.small(0.5), directory.resolve("plain.siren"));
    secret = pem("key.pem", "PRIVATE KEY", signer.getPrivate());
    trusted = pem("pub.pem", "PUBLIC KEY", signer.getPublic());
    signed = directory.resolve("signed.siren");
    png = directory.resolve("a.png");
    CommandRun run = CommandRun.of("sign", plain, "--key", secret, "-o", signed, "--json");
    assertEquals(0, run.exitCode(), run.err());
    long added = run.json().get("bytes_added").asLong();
    assertEquals(Files.size(signed), Files.size(plain) + added);
    assertTrue(added > 300);
  }

  private EncodedStream forgers() {
    return StreamSigner.sign(Streams.small(0.25), SigningKey.of(forger.getPrivate()));
  }

  private static void fails(int code, String text, Object... words) {
    CommandRun run = CommandRun.of(words);
    assertEquals(code, run.exitCode(), run.err());
    assertTrue(run.err().contains(text), run.err());
    assertEquals(1, run.err().strip().lines().count(), run.err());
  }

  @Test
  void whatIsSignedVerifiesAndDecodes() throws Exception {
    JsonNode verified = CommandRun.of("verify", signed, "--trust", trusted, "--json").json();
    assertTrue(verified.get("signature").get("verifies").asBoolean());
    CommandRun decoded = CommandRun.of("decode", signed, "-o", png, "--trust", trusted, "--json");
    assertEquals(0, decoded.exitCode(), decoded.err());
    assertEquals("trust", decoded.json().get("policy_from").asText());
    assertEquals("repair", decoded.json().get("policy").asText());
    Path other = directory.resolve("b.png");
    assertEquals(0, CommandRun.of("decode", plain, "-o", other).exitCode());
    assertArrayEquals(Files.readAllBytes(other), Files.readAllBytes(png));
    JsonNode inspected = CommandRun.of("inspect", signed, "--json").json();
    assertEquals(
        verified.get("signature").get("signed_by"), inspected.get("signature").get("signed_by"));
    assertTrue(inspected.get("signature").get("verifies").asBoolean());
    assertTrue(CommandRun.of("inspect", signed).out().contains("packets are as signed"));
    assertFalse(CommandRun.of("inspect", plain, "--json").json().has("signature"));
  }

  @Test
  void otherProtectionLosesTheSignature() {
    CommandRun run =
        CommandRun.of(
            "simulate",
            signed,
            "--reference",
            Streams.REFERENCE,
            "--channel",
            "loss(1%)",
            "--trials",
            1,
            "--fec",
            "none");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("the signature is lost"), run.err());
  }

  @Test
  void whatNobodyTrustedSignedIsRefused() throws Exception {
    Path forged = Streams.write(forgers(), directory.resolve("forged.siren"));
    for (String command : List.of("decode", "verify")) {
      List<Object> more = command.equals("decode") ? List.of("-o", png) : List.of();
      fails(1, "it is not signed", words(command, plain, more));
      fails(1, "which is not trusted", words(command, forged, more));
    }
    assertFalse(Files.exists(png));
  }

  private Object[] words(String command, Path stream, List<Object> more) {
    List<Object> words = new ArrayList<>(List.of(command, stream, "--trust", trusted));
    words.addAll(more);
    return words.toArray();
  }

  @Test
  void whatIsNotAsSignedIsLost() throws Exception {
    EncodedStream stream = StreamSigner.sign(Streams.small(0), SigningKey.of(signer.getPrivate()));
    List<byte[]> frames = new ArrayList<>(stream.frames());
    for (int i = 0; i < frames.size(); i++) {
      WeightPacket packet = stream.packets().get(i);
      if (packet.kind() == PacketKind.SOURCE && packet.number() == 3) {
        byte[] body = packet.body();
        body[0] ^= 1;
        frames.set(
            i,
            PacketSerializer.serialize(WeightPacket.of(packet.kind(), packet.streamId(), 3, body)));
      }
    }
    Path altered = directory.resolve("altered.siren");
    try (OutputStream out = Files.newOutputStream(altered)) {
      for (byte[] frame : frames) {
        out.write(frame);
      }
    }
    String reason = "1 of " + frames.size() + " packets are missing or not as signed";
    fails(1, reason, "verify", altered, "--trust", trusted);
    CommandRun decoded =
        CommandRun.of("decode", altered, "-o", png, "--trust", trusted, "--strict-exit", "--json");
    assertEquals(3, decoded.exitCode(), decoded.err());
    assertEquals(1, decoded.json().get("packets").get("missing_concealed").asInt());
    assertEquals(1, decoded.json().get("signature").get("frames_refused").asInt());
    assertTrue(CommandRun.of("inspect", altered).out().contains(reason));
    fails(1, "is there twice", "sign", twice(altered), "--key", secret, "-o", png + ".siren");
  }

  private Path twice(Path altered) throws IOException {
    Path both = directory.resolve("both.siren");
    byte[] more = Files.readAllBytes(altered);
    Files.write(
        both,
        StreamSigner.sign(Streams.small(0), SigningKey.of(signer.getPrivate())).frames().get(0));
    Files.write(both, more, java.nio.file.StandardOpenOption.APPEND);
    try (OutputStream out = Files.newOutputStream(both, java.nio.file.StandardOpenOption.APPEND)) {
      StreamSigner.sign(Streams.small(0), SigningKey.of(signer.getPrivate())).writeTo(out);
    }
    return both;
  }

  @Test
  void wrongUseIsSaidInOneLine() throws Exception {
    fails(2, "--trust=PUB.pem", "verify", signed);
    fails(
        2,
        "--policy soft takes damaged packets",
        "decode",
        signed,
        "-o",
        png,
        "--policy",
        "soft",
        "--trust",
        trusted);
    fails(1, "is a private key", "verify", signed, "--trust", secret);
    fails(
        1,
        "pub.pem: expected PEM",
        "sign",
        plain,
        "--key",
        trusted,
        "-o",
        directory.resolve("c.siren"));
    fails(1, "absent.pem", "verify", signed, "--trust", directory.resolve("absent.pem"));
    fails(2, "trust", "decode", signed, "-o", trusted, "--trust", trusted);
  }

  @Test
  void encodeSignsWithinTheBytesAskedFor() throws Exception {
    Path stream = directory.resolve("encoded.siren");
    CommandRun run =
        CommandRun.of(
            "encode",
            "testcard:32x24",
            "-o",
            stream,
            "--patches",
            "none",
            "--hidden-features",
            16,
            "--steps",
            5,
            "--tune",
            0,
            "--bytes",
            1100,
            "--packet-bytes",
            150,
            "--sign",
            secret,
            "--json");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(Files.size(stream) <= 1100 && Files.size(stream) > 950, "" + Files.size(stream));
    assertEquals(Files.size(stream), run.json().get("bytes").asLong());
    assertTrue(run.json().has("signed_by"));
    assertEquals(0, CommandRun.of("verify", stream, "--trust", trusted).exitCode());
    Path patches = directory.resolve("patches.siren");
    CommandRun patched =
        CommandRun.of(
            "encode",
            "testcard:48x32",
            "-o",
            patches,
            "--patches",
            "16x16",
            "--effort",
            "fast",
            "--threads",
            1,
            "--bytes",
            3200,
            "--sign",
            secret,
            "--json");
    assertEquals(0, patched.exitCode(), patched.err());
    assertTrue(Files.size(patches) <= 3200, "" + Files.size(patches));
    assertEquals(0, CommandRun.of("verify", patches, "--trust", trusted).exitCode());
  }

  /** 312 bytes at least, and 467 with digests and signature. */
  @Test
  void aSignatureCountsWhereFewerBytesAreAskedForThanABaseTakes() {
    Path stream = directory.resolve("few.siren");
    fails(
        1,
        "--bytes 400 cannot be met",
        "encode",
        "testcard:48x32",
        "-o",
        stream,
        "--patches",
        "16x16",
        "--effort",
        "fast",
        "--threads",
        1,
        "--bytes",
        400,
        "--sign",
        secret,
        "--quiet");
    assertFalse(Files.exists(stream));
  }

  /** A forger sends a stream of the same name to the same address: none of it becomes a file. */
  @Test
  void aCarouselWithAForgerBringsTheSignedStreamOrNothing() throws Exception {
    int port = FreePort.find();
    InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    CarouselOptions fast = CarouselOptions.defaults().withBitsPerSecond(4_000_000);
    Path output = directory.resolve("got.siren");
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (FramePublisher forging = FramePublisher.bind(any, FramePublisherOptions.defaults())) {
      forging.publish("a.siren", forgers().frames());
      try (FrameCarousel forged = FrameCarousel.start(forging, at, fast)) {
        fails(1, "which is not trusted; it has been discarded", fetch(port, output, 0));
        assertFalse(Files.exists(output));
        assertFalse(Files.exists(directory.resolve("got.siren.part")));
        try (FramePublisher honest = FramePublisher.bind(any, FramePublisherOptions.defaults())) {
          honest.publish("a.siren", dev.sirencast.cli.options.StreamFile.frames(signed));
          try (FrameCarousel both = FrameCarousel.start(honest, at, fast)) {
            CommandRun run = CommandRun.of(fetch(port, output, 60));
            assertEquals(0, run.exitCode(), run.err());
            assertTrue(both.datagrams() > 0 && forged.datagrams() > 0);
          }
        }
      }
    }
    assertArrayEquals(Files.readAllBytes(signed), Files.readAllBytes(output));
  }

  private Object[] fetch(int port, Path output, int retry) {
    return new Object[] {
      "fetch",
      ":" + port,
      "a.siren",
      "-o",
      output,
      "--carousel",
      "--trust",
      trusted,
      "--retry",
      retry,
      "--timeout",
      20
    };
  }
}
