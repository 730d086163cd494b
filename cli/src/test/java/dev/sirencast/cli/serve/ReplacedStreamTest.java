package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Streams;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fetch that was interrupted, and then the server has another stream of that name. */
class ReplacedStreamTest {
  private static final String NAME = "a.siren";

  @TempDir Path directory;

  @Test
  void theNewStreamIsFetchedFromItsStartWithALine() throws Exception {
    Path older = Streams.write(Streams.small(0), directory.resolve("older"));
    Path newer = Streams.write(Streams.small(0.5), directory.resolve("newer"));
    List<byte[]> before = StreamFile.frames(older);
    Path output = directory.resolve("got.siren");
    Path part = directory.resolve("got.siren.part");
    try (FramePublisher publisher =
        FramePublisher.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            FramePublisherOptions.defaults())) {
      try (FetchJournal journal =
          FetchJournal.open(part, publisher.publish(NAME, before), PacketFormat.MAX_FRAME_BYTES)) {
        journal.add(0, before.get(0));
      }
      publisher.publish(NAME, StreamFile.frames(newer));

      CommandRun fetched =
          CommandRun.of("fetch", ":" + publisher.port(), NAME, "-o", output, "--json");
      assertEquals(0, fetched.exitCode(), fetched.err());
      assertEquals(
          "sirencast: warning: "
              + part
              + ": holds packets of another a.siren; this one is fetched from its start",
          fetched.err().lines().findFirst().orElseThrow());
      assertEquals(0, fetched.json().get("packets_kept").asInt());
      assertArrayEquals(Files.readAllBytes(newer), Files.readAllBytes(output));
      assertFalse(Files.exists(part));
      assertTrue(Files.notExists(directory.resolve("got.siren.part2")));
    }
  }
}
