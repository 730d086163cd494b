package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Streams;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.transport.carousel.CarouselOptions;
import dev.sirencast.transport.carousel.CarouselRounds;
import dev.sirencast.transport.carousel.FrameCarousel;
import dev.sirencast.transport.carousel.GroupKey;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A carousel's repair rows and its key, on the command line. */
class CarouselCommandsTest {
  private static final String NAME = "a.siren";

  /** Where a datagram's number stands, and its content begins. */
  private static final int NUMBER = 13;

  private static final int CONTENT = 17;
  private static final int CHECKSUM_BYTES = 4;

  @TempDir Path directory;
  private FramePublisher publisher;
  private Path stream;
  private Path output;
  private StreamEntry entry;
  private int port;

  @BeforeEach
  void publish() throws Exception {
    stream = Streams.write(Streams.small(0.5), directory.resolve(NAME));
    output = directory.resolve("got.siren");
    InetAddress here = InetAddress.getLoopbackAddress();
    publisher =
        FramePublisher.bindClosed(
            List.of(new InetSocketAddress(here, 0)), FramePublisherOptions.defaults());
    entry = publisher.publish(NAME, StreamFile.frames(stream));
    try (DatagramSocket free = new DatagramSocket(0, here)) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private FrameCarousel carousel(CarouselOptions options) throws Exception {
    return FrameCarousel.start(
        publisher, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), options);
  }

  private CommandRun fetch(Object... more) {
    Object[] words = new Object[more.length + 7];
    System.arraycopy(
        new Object[] {"fetch", ":" + port, NAME, "-o", output, "--carousel", "--json"},
        0,
        words,
        0,
        7);
    System.arraycopy(more, 0, words, 7, more.length);
    return CommandRun.of(words);
  }

  private Path key(String digit) throws Exception {
    return Files.writeString(directory.resolve(digit + ".key"), digit.repeat(64) + "\n");
  }

  /** What an interrupted fetch has heard is not lost, though it is no packet of the stream yet. */
  @Test
  void fetchGoesOnFromTheRepairRowsThatItKept() throws Exception {
    int frames = entry.frames();
    CarouselRounds rounds = new CarouselRounds(publisher.catalog(), true);
    Path part = directory.resolve("got.siren.part");
    try (FetchJournal journal = FetchJournal.open(part, entry, PacketFormat.MAX_FRAME_BYTES)) {
      int kept = 0;
      while (kept < frames - 2) {
        ByteBuffer datagram = rounds.next().nioBuffer();
        if (datagram.get(4) == 2 && datagram.getInt(NUMBER) >= frames) {
          byte[] row = new byte[datagram.limit() - CONTENT - CHECKSUM_BYTES];
          datagram.get(CONTENT, row);
          journal.add(datagram.getInt(NUMBER), row);
          kept++;
        }
      }
    }
    CommandRun interrupted = fetch("--timeout", 0.1);
    assertEquals(1, interrupted.exitCode());
    assertTrue(interrupted.err().contains("no new packet of a.siren for 0.1 s"));
    try (FrameCarousel carousel = carousel(CarouselOptions.defaults())) {
      CommandRun fetched = fetch();
      assertEquals(0, fetched.exitCode(), fetched.err());
      JsonNode heard = fetched.json().get("heard");
      assertEquals(2, heard.get("packets").asInt() + heard.get("repair_rows").asInt());
      assertEquals(frames, fetched.json().get("packets_fetched").asInt());
      assertEquals(0, heard.get("open_blocks").asInt());
      assertTrue(carousel.statistics().datagrams() > 0);
    }
    assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(output));
    assertFalse(Files.exists(part));
  }

  @Test
  void listSaysHowLongAgoItHeardOfEach() throws Exception {
    publisher.publish("b.siren", StreamFile.frames(stream));
    try (FrameCarousel carousel = carousel(CarouselOptions.defaults())) {
      Object[] list = {"list", "127.0.0.1:" + port, "--carousel"};
      CommandRun text = CommandRun.of(list);
      assertEquals(0, text.exitCode(), text.err());
      assertEquals(
          2, text.out().lines().filter(line -> line.endsWith(" s ago")).count(), text.out());
      double least = Double.POSITIVE_INFINITY;
      for (JsonNode one :
          CommandRun.of("list", list[1], "--carousel", "--json").json().get("streams")) {
        assertTrue(one.get("heard_seconds_ago").asDouble() >= 0, one.toString());
        least = Math.min(least, one.get("heard_seconds_ago").asDouble());
      }
      assertEquals(0, least, "with the last one the list is whole");
      assertTrue(carousel.statistics().datagrams() > 0);
    }
  }

  @Test
  void aGroupKeyOpensWhatItSealed() throws Exception {
    CarouselOptions sealed =
        CarouselOptions.defaults().withGroupKey(GroupKey.ofText("a".repeat(64)));
    try (FrameCarousel carousel = carousel(sealed)) {
      CommandRun fetched = fetch("--group-key", key("a"));
      assertEquals(0, fetched.exitCode(), fetched.err());
      assertTrue(fetched.json().get("group_key").asBoolean());
      assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(output));

      CommandRun other = fetch("--group-key", key("b"), "--timeout", 0.5);
      assertEquals(1, other.exitCode());
      assertTrue(other.err().contains("datagrams came that the group key does not open"));
      CommandRun none = CommandRun.of("list", ":" + port, "--carousel", "--timeout", 0.5);
      assertEquals(1, none.exitCode());
      assertTrue(none.err().contains("datagrams came, sealed with a group key"), none.err());
      assertTrue(carousel.statistics().bytes() > 0);
    }
  }

  @Test
  void mistakesWithKeysSayWhatIsMeant() throws Exception {
    String group = "239.1.2.3:7701";
    Path key = key("a");
    assertUsage("a carousel's secret is --group-key", "--carousel", "--key", key);
    assertUsage("--tls: a carousel has none; expected --group-key", "--carousel", "--tls");
    assertUsage("--group-key: only with --carousel", "--group-key", key);
    CommandRun lone = CommandRun.of("serve", directory, "--carousel", group, "--key", key);
    assertEquals(2, lone.exitCode());
    assertTrue(lone.err().contains("a carousel's secret is --group-key"), lone.err());
    CommandRun alone = CommandRun.of("serve", directory, "--group-key", key);
    assertEquals(2, alone.exitCode());
    assertTrue(alone.err().contains("--group-key: only with --carousel"), alone.err());
    CommandRun none = fetch("--group-key", stream);
    assertEquals(1, none.exitCode());
    assertTrue(none.err().contains("a.siren: it is no group key; expected 32 bytes"), none.err());
  }

  private void assertUsage(String message, Object... options) {
    Object[] words = new Object[options.length + 5];
    System.arraycopy(new Object[] {"fetch", ":" + port, NAME, "-o", output}, 0, words, 0, 5);
    System.arraycopy(options, 0, words, 5, options.length);
    CommandRun run = CommandRun.of(words);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(message), run.err());
  }
}
