package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongInputTest {
  @TempDir Path directory;
  private Path stream;
  private Path picture;

  @BeforeEach
  void writeStream() throws IOException {
    stream = Streams.write(Streams.small(0), directory.resolve("a.siren"));
    picture = directory.resolve("a.png");
  }

  /** Asserts one line that begins with the program's name and holds the words. */
  private static void assertFails(int exitCode, CommandRun run, String... words) {
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("sirencast: "), run.err());
    for (String word : words) {
      assertTrue(run.err().contains(word), "'" + word + "' in: " + run.err());
    }
    assertEquals(exitCode, run.exitCode(), run.err());
  }

  @Test
  void namesMissingFiles() {
    Path missing = directory.resolve("missing");
    assertFails(1, CommandRun.of("decode", missing, "-o", picture), missing + ": no such file");
    assertFails(1, CommandRun.of("inspect", missing), missing + ": no such file");
    assertFails(1, CommandRun.of("encode", missing, "-o", stream), missing + ": no such file");
    assertFails(
        1, CommandRun.of("simulate", stream, "--reference", missing), missing + ": no such file");
    assertFails(1, CommandRun.of("send", missing, ":9"), missing + ": no such file");
  }

  @Test
  void namesWhatIsNoPicture() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.txt"), "no picture at all");
    assertFails(
        1,
        CommandRun.of("encode", text, "-o", directory.resolve("b.siren")),
        text.toString(),
        "not a picture",
        "PNG, JPEG, WebP, BMP, GIF or TIFF");
    assertFalse(Files.exists(directory.resolve("b.siren")));
  }

  @Test
  void namesWhatIsNoStream() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.txt"), "no stream at all");
    Path empty = Files.createFile(directory.resolve("empty"));
    assertFails(
        1, CommandRun.of("decode", text, "-o", picture), text.toString(), "not a SirenCast stream");
    assertFails(1, CommandRun.of("inspect", empty), empty.toString(), "not a SirenCast stream");
    assertFails(1, CommandRun.of("inspect", directory), directory.toString(), "directory");
    assertFalse(Files.exists(picture));
  }

  @Test
  void decodesTruncatedStreamAndSaysWhatIsLost() throws IOException {
    byte[] whole = Files.readAllBytes(stream);
    Files.write(stream, Arrays.copyOf(whole, whole.length / 2));
    CommandRun run = CommandRun.of("decode", stream, "-o", picture);
    assertEquals(0, run.exitCode());
    assertEquals(1, run.err().lines().count());
    assertTrue(run.err().startsWith("sirencast: warning: " + stream + ": damaged: "), run.err());
    assertTrue(Files.exists(picture));
    assertEquals(3, CommandRun.of("decode", stream, "-o", picture, "--strict-exit").exitCode());
  }

  @Test
  void refusesStreamCutInsideItsFirstPacket() throws IOException {
    Files.write(stream, Arrays.copyOf(Files.readAllBytes(stream), 60));
    assertFails(1, CommandRun.of("decode", stream, "-o", picture), stream.toString());
  }

  @Test
  void survivesFlippedBitAtEveryByte() throws IOException {
    byte[] whole = Files.readAllBytes(stream);
    CommandRun clean = CommandRun.of("decode", stream, "-o", picture);
    assertEquals("", clean.err());
    byte[] expected = Files.readAllBytes(picture);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Files.write(stream, flipped);
      CommandRun run = CommandRun.of("decode", stream, "-o", picture, "--strict-exit");
      boolean exact = run.exitCode() == 0;
      assertTrue(exact || run.exitCode() == 3, "byte " + at + ": " + run.err());
      assertEquals(exact ? 0 : 1, run.err().lines().count(), run.err());
      if (exact) { // a manifest was hit, and another one was there
        assertTrue(Arrays.equals(expected, Files.readAllBytes(picture)), "byte " + at);
      }
    }
  }

  @Test
  void namesOptionsItDoesNotKnow() {
    assertFails(2, CommandRun.of("decode", stream, "-o", picture, "--fast"), "--fast", "--help");
    assertFails(2, CommandRun.of("frobnicate"), "frobnicate");
    assertFails(2, CommandRun.of("decode", stream), "--output");
    assertFails(
        2,
        CommandRun.of("decode", stream, "-o", picture, "--policy", "lax"),
        "--policy",
        "'lax'",
        "auto, strict, repair, soft or repair-soft");
    assertFails(2, CommandRun.of("decode", stream, "-o", picture, "--conceal", "x"), "zero, mean");
    assertFails(2, CommandRun.of("decode", stream, "-o", directory.resolve("a.gif")), ".png");
  }

  @Test
  void refusesImpossibleArchitectures() {
    Path out = directory.resolve("b.siren");
    assertFails(
        2,
        CommandRun.of("encode", "testcard", "-o", out, "--hidden-features", "0"),
        "hidden features must be 1 to 4096, got 0");
    assertFails(
        2,
        CommandRun.of("encode", "testcard", "-o", out, "--hidden-layers", "31"),
        "hidden layers must be 0 to 30, got 31");
    assertFails(
        2,
        CommandRun.of(
            "encode", "testcard", "-o", out, "--hidden-features", "4096", "--hidden-layers", "30"),
        "at most 67108864 weights");
    assertFails(
        2, CommandRun.of("encode", "testcard", "-o", out, "--omega0", "-1"), "omega0", "-1");
    assertFails(2, CommandRun.of("encode", "testcard", "-o", out, "--bits", "1"), "--bits", "1");
    assertFails(
        2,
        CommandRun.of("encode", "testcard", "-o", out, "--coding", "left"),
        "--coding",
        "left",
        "expected error-resilient, entropy-coded, float32 or float16");
    assertFails(2, CommandRun.of("encode", "testcard", "-o", out, "--steps", "0"), "steps", "0");
    assertFails(
        2, CommandRun.of("encode", "testcard", "-o", out, "--resize", "0x4"), "0x4", "192x128");
    assertFails(2, CommandRun.of("encode", "testcard", "-o", out, "--loss", "l3"), "mse", "'l3'");
    assertFails(
        2, CommandRun.of("encode", "testcard", "-o", out, "--overhead", "1%"), "--protect auto");
    assertFalse(Files.exists(out));
  }

  @Test
  void refusesOutputsThatCannotBeWrittenBeforeWorking() {
    Path out = directory.resolve("no/such/dir/b.siren");
    assertFails(2, CommandRun.of("encode", "testcard", "-o", out), out.toString(), "no directory");
    assertFails(2, CommandRun.of("decode", stream, "-o", directory), "is a directory");
  }

  @Test
  void replacesFilesAlone() throws IOException {
    Path socket = directory.resolve("socket.siren");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertFails(
          2, CommandRun.of("encode", "testcard", "-o", socket), socket.toString(), "a device or");
    }
  }

  @Test
  void writesStreamsUnderOtherNamesOverStreamsAlone() throws IOException {
    Path weights = directory.resolve("b.safetensors");
    assertEquals(0, CommandRun.of("unpack", stream, "-o", weights).exitCode());
    byte[] before = Files.readAllBytes(weights);
    Path other = Files.copy(weights, directory.resolve("c.safetensors"));
    assertFails(
        2,
        CommandRun.of("pack", weights, "-o", other),
        other.toString(),
        "exists and is no stream");
    assertArrayEquals(before, Files.readAllBytes(other));
    for (int turn = 0; turn < 2; turn++) { // anew, and over the stream of the first turn
      Path odd = directory.resolve("odd.png");
      CommandRun run = CommandRun.of("pack", weights, "-o", odd, "--bits", 8);
      assertEquals(0, run.exitCode(), run.err());
      assertTrue(
          run.err().startsWith("sirencast: warning: " + odd + ": will hold a stream"), run.err());
    }
  }

  @Test
  void writesWeightsOverNoStream() throws IOException {
    Path other = Files.copy(stream, directory.resolve("b.siren"));
    assertFails(2, CommandRun.of("unpack", stream, "-o", other), other.toString(), "is a stream");
    assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(other));
    CommandRun run = CommandRun.of("unpack", stream, "-o", directory.resolve("weights"));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("warning: ") && run.err().contains(".safetensors"), run.err());
  }

  @Test
  void namesChannelsItDoesNotKnow() {
    assertFails(
        2,
        CommandRun.of("simulate", stream, "--reference", Streams.REFERENCE, "--channel", "fog(3%)"),
        "fog",
        "ber",
        "ge");
    assertFails(
        2,
        CommandRun.of("simulate", stream, "--reference", Streams.REFERENCE, "--weights", "x(1)"),
        "x(1)",
        "mask");
    assertFails(
        2,
        CommandRun.of("simulate", stream, "--reference", Streams.REFERENCE, "--trials", "0"),
        "--trials");
  }

  @Test
  void namesPortInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = ":" + taken.getLocalPort();
      assertFails(
          1,
          CommandRun.of("receive", address, "-o", picture, "--quiet"),
          Integer.toString(taken.getLocalPort()),
          "in use");
    }
  }

  @Test
  void saysThatNoSenderCame() throws IOException {
    for (String transport : new String[] {"tcp", "udp"}) {
      String address = ":" + FreePort.find();
      assertFails(
          1,
          CommandRun.of(
              "receive",
              address,
              "-o",
              picture,
              "--timeout",
              "0.2",
              "--quiet",
              "--transport",
              transport),
          "no sender",
          address);
    }
  }

  @Test
  void saysThatNoReceiverAnswers() throws IOException {
    for (String transport : new String[] {"tcp", "udp"}) {
      String address = "localhost:" + FreePort.find();
      assertFails(
          1,
          CommandRun.of("send", stream, address, "--timeout", "0.3", "--transport", transport),
          "no receiver");
    }
    assertFails(2, CommandRun.of("send", stream, "nowhere"), "HOST:PORT");
    assertFails(2, CommandRun.of("send", stream, ":70000"), "1 to 65535");
  }
}
