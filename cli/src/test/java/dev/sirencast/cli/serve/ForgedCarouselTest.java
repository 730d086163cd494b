package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Streams;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.transport.carousel.CarouselOptions;
import dev.sirencast.transport.carousel.FrameCarousel;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else on a carousel's address, who says that a stream has become another. */
class ForgedCarouselTest {
  private static final String NAME = "a.siren";

  @TempDir Path directory;

  /** Says that the stream has 3 frames and 300 bytes of another digest. */
  private static byte[] forgedDescription() {
    ByteBuffer out = ByteBuffer.allocate(5 + 4 + 32 + 4 + 8 + NAME.length() + 4);
    out.putInt(0x89534343).put((byte) 1).putInt(1);
    out.put(new byte[32]).putInt(3).putLong(300).put(NAME.getBytes(StandardCharsets.US_ASCII));
    CRC32C crc = new CRC32C();
    crc.update(out.array(), 0, out.position());
    return out.putInt((int) crc.getValue()).array();
  }

  private CommandRun fetch(int port, Path output, double timeout) {
    return CommandRun.of(
        "fetch", ":" + port, NAME, "-o", output, "--carousel", "--timeout", timeout, "--json");
  }

  @Test
  void forgedDescriptionDoesNotThrowAwayWhatHasCome() throws Exception {
    Path stream = Streams.write(Streams.small(0.5), directory.resolve(NAME));
    List<byte[]> frames = StreamFile.frames(stream);
    Path output = directory.resolve("got.siren");
    Path part = directory.resolve("got.siren.part");
    InetAddress here = InetAddress.getLoopbackAddress();
    try (FramePublisher publisher =
            FramePublisher.bind(new InetSocketAddress(here, 0), FramePublisherOptions.defaults());
        DatagramSocket forger = new DatagramSocket(0, here)) {
      int port;
      try (DatagramSocket free = new DatagramSocket(0, here)) {
        port = free.getLocalPort();
      }
      StreamEntry entry = publisher.publish(NAME, frames);
      try (FetchJournal journal = FetchJournal.open(part, entry, PacketFormat.MAX_FRAME_BYTES)) {
        journal.add(0, frames.get(0));
        journal.add(2, frames.get(2));
      }
      byte[] before = Files.readAllBytes(part);

      AtomicBoolean over = new AtomicBoolean();
      byte[] forged = forgedDescription();
      Thread forging =
          new Thread(
              () -> {
                while (!over.get()) {
                  try {
                    forger.send(new DatagramPacket(forged, forged.length, here, port));
                    Thread.sleep(20);
                  } catch (IOException | InterruptedException e) {
                    return;
                  }
                }
              });
      forging.start();
      CommandRun deceived = fetch(port, output, 0.5);
      over.set(true);
      forging.join();
      assertEquals(1, deceived.exitCode(), deceived.err());
      assertTrue(deceived.err().contains("no new packet of a.siren for 0.5 s"), deceived.err());
      assertArrayEquals(before, Files.readAllBytes(part));
      assertFalse(Files.exists(output));

      try (FrameCarousel carousel =
          FrameCarousel.start(
              publisher, new InetSocketAddress(here, port), CarouselOptions.defaults())) {
        CommandRun fetched = fetch(port, output, 20);
        assertEquals(0, fetched.exitCode(), fetched.err());
        assertEquals(2, fetched.json().get("packets_kept").asInt());
        assertTrue(carousel.datagrams() > 0);
      }
      assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(output));
      assertFalse(Files.exists(part));
      assertFalse(Files.exists(directory.resolve("got.siren.part2")));
    }
  }
}
