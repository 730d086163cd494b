package dev.sirencast.cli.sign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.cli.Streams;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.PacketKind;
import dev.sirencast.transport.carousel.CarouselOptions;
import dev.sirencast.transport.carousel.FrameCarousel;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody else on a carousel's multicast group: alone nothing of it becomes a file, and beside the
 * carousel the genuine stream arrives whole in the end.
 */
class ForgersOnACarouselTest {
  private static final String NAME = "a.siren";

  private final Signers signers = new Signers();
  private final EncodedStream genuine = signers.genuine();

  @TempDir Path directory;
  private Path trusted;
  private Path output;
  private InetSocketAddress group;
  private NetworkInterface loopback;

  @BeforeEach
  void open() throws IOException {
    trusted = signers.trusted(directory.resolve("pub.pem"));
    output = directory.resolve("got.siren");
    loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
    group = new InetSocketAddress(InetAddress.getByName("239.255.77.3"), FreePort.find());
    byte[] probe = {1};
    try (MulticastSocket listener = new MulticastSocket(group.getPort());
        DatagramSocket sender = new DatagramSocket()) {
      listener.joinGroup(group, loopback);
      listener.setSoTimeout(5_000);
      sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
      sender.send(new DatagramPacket(probe, probe.length, group));
      listener.receive(new DatagramPacket(probe, probe.length));
    } catch (IOException e) {
      Assumptions.abort("the loopback interface does no multicast: " + e);
    }
  }

  private CommandRun fetch(int retry) {
    return CommandRun.of(
        "fetch",
        "239.255.77.3:" + group.getPort(),
        NAME,
        "-o",
        output,
        "--carousel",
        "--interface",
        loopback.getName(),
        "--trust",
        trusted,
        "--retry",
        retry,
        "--timeout",
        20);
  }

  /**
   * @param reason why what comes of the forger alone is discarded
   */
  private void assertForgerIsRefused(String reason, List<byte[]> announced, List<byte[]> sent)
      throws Exception {
    try (ForgersCarousel forger = new ForgersCarousel(group, loopback, NAME, announced, sent)) {
      CommandRun alone = fetch(0);
      assertEquals(1, alone.exitCode(), alone.out());
      assertTrue(alone.err().contains(reason + "; it has been discarded"), alone.err());
      assertNothingIsLeft();
      assertGenuineArrives(forger);
    }
  }

  private void assertNothingIsLeft() throws IOException {
    try (var files = Files.list(directory)) {
      assertEquals(List.of(trusted), files.toList());
    }
  }

  /** Beside the forger, who is still there. */
  private void assertGenuineArrives(ForgersCarousel forger) throws Exception {
    int before = forger.sent();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    CarouselOptions options =
        CarouselOptions.defaults().withBitsPerSecond(4_000_000).withNetworkInterface(loopback);
    try (FramePublisher honest = FramePublisher.bind(any, FramePublisherOptions.defaults())) {
      honest.publish(NAME, genuine.frames());
      try (FrameCarousel carousel = FrameCarousel.start(honest, group, options)) {
        CommandRun fetched = fetch(60);
        assertEquals(0, fetched.exitCode(), fetched.err());
        assertTrue(carousel.datagrams() > 0 && forger.sent() > before);
      }
    }
    Path whole = Streams.write(genuine, directory.resolve("genuine.siren"));
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(output));
    assertFalse(Files.exists(directory.resolve("got.siren.part")));
    assertFalse(Files.exists(directory.resolve("got.siren.part2")));
  }

  @Test
  void anotherStreamThatIsNotSigned() throws Exception {
    List<byte[]> frames = Streams.small(0.25).frames();
    assertForgerIsRefused("it is not signed, and only signed ones are trusted", frames, frames);
  }

  @Test
  void anotherStreamOfAnotherSigner() throws Exception {
    List<byte[]> frames = signers.forgersOwn().frames();
    assertForgerIsRefused("which is not trusted", frames, frames);
  }

  /** As the genuine stream is announced, with right checksums. */
  @Test
  void otherPacketsOfTheSameStream() throws Exception {
    assertForgerIsRefused(
        "what came is not what was announced",
        genuine.frames(),
        Signers.altered(genuine, EnumSet.of(PacketKind.SOURCE, PacketKind.REPAIR)));
  }

  @Test
  void otherDigestsOfTheSameStream() throws Exception {
    assertForgerIsRefused(
        "what came is not what was announced",
        genuine.frames(),
        Signers.altered(genuine, EnumSet.of(PacketKind.DIGESTS)));
  }

  /**
   * Announced as it is: the manifest is the signer's, and the altered packets are as good as lost.
   */
  @Test
  void theSameStreamWithOtherPacketsIsTakenOnlyWhereThereIsNothingBetter() throws Exception {
    List<byte[]> altered =
        Signers.altered(genuine, EnumSet.of(PacketKind.SOURCE, PacketKind.REPAIR));
    try (ForgersCarousel forger = new ForgersCarousel(group, loopback, NAME, altered, altered)) {
      CommandRun alone = fetch(0);
      assertEquals(0, alone.exitCode(), alone.err());
      assertTrue(alone.err().contains("packets are missing or not as signed"), alone.err());
      CommandRun decoded =
          CommandRun.of(
              "decode", output, "-o", directory.resolve("a.png"), "--trust", trusted, "--json");
      assertEquals(
          genuine.manifest().sourcePackets() + genuine.manifest().repairPackets(),
          decoded.json().get("packets").get("missing_concealed").asInt());
      assertGenuineArrives(forger);
    }
  }
}
