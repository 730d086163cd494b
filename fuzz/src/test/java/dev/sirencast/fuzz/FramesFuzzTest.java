package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.format.FrameScanner;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames, and files of them, as they come. */
class FramesFuzzTest {
  /** What eleven bits of a header can say. */
  private static final int MAX_DECLARED = 2047;

  static Stream<Arguments> frames() {
    return Seeds.of(Streams.all().stream().map(stream -> stream.frames().get(1)));
  }

  static Stream<Arguments> files() {
    return Seeds.of(Streams.all().stream().map(Streams::file));
  }

  @MethodSource("frames")
  @FuzzTest
  void frame(byte[] bytes) {
    ParsedPacket parsed = PacketSerializer.parse(bytes);
    if (parsed instanceof ParsedPacket.Intact intact) {
      assertArrayEquals(bytes, PacketSerializer.serialize(intact.packet()));
    }
  }

  @MethodSource("files")
  @FuzzTest
  void file(byte[] bytes) throws IOException {
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    ReceiverTrial trial = ReceiverTrial.create(null);
    FrameScanner.scan(
        new ByteArrayInputStream(bytes),
        frame -> {
          if (frame.length > PacketFormat.HEADER_BYTES + MAX_DECLARED) {
            throw new AssertionError("a frame of " + frame.length + " bytes");
          }
          found.writeBytes(frame);
          trial.accept(frame);
        });
    assertArrayEquals(bytes, found.toByteArray());
    trial.finish();
    assertEquals(trial.accepted(), trial.receiver().frames().received());
  }
}
