package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTraceTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "loss(20%)",
        "dup(30%); loss(20%); ge(p=5%,r=30%); corrupt(10%); ber(1e-3,scope=frame)",
        "dup(30%); reorder(20%,gap=3)",
        "loss(10%); delay(20ms,jitter=10ms,dist=pareto)",
        "dup(20%); loss(10%); ber(1e-3); rate(2Mbit,queue=10); reorder(5%,gap=4);"
            + " delay(20ms,jitter=10ms,dist=normal)",
      })
  void replayGivesTheSameBytesInTheSameOrderAtTheSameTimes(String channel) throws IOException {
    ChannelSession recording = ChannelModel.parse(channel).open(5, 24).recording();
    List<String> recorded = run(recording);
    ChannelModel replay = ChannelModel.parse("trace(" + write(recording.trace()) + ")");

    ChannelSession replaying = replay.open(99, 24);
    assertEquals(recorded, run(replaying));

    ChannelStatistics before = recording.statistics();
    ChannelStatistics after = replaying.statistics();
    assertEquals(before.delivered(), after.delivered());
    assertEquals(before.missing(), after.missing());
    assertEquals(before.lossBursts(), after.lossBursts());
    assertEquals(before.bitsFlipped(), after.bitsFlipped());
    assertEquals(before.reordered(), after.reordered());
    assertEquals(before.delays().meanSeconds(), after.delays().meanSeconds(), 1e-12);
    assertEquals(before.delays().maxSeconds(), after.delays().maxSeconds());
    assertEquals(after.offered() + after.duplicated(), after.delivered() + after.lost());
    assertEquals(0, replaying.heldFrames());
    assertEquals(0, replaying.heldBytes());
  }

  @Test
  void writtenTraceReadsBackEqual() throws IOException {
    ChannelSession recording =
        ChannelModel.parse("dup(30%); loss(20%); ber(1e-3); delay(1ms,jitter=1ms)").open(5, 0);
    recording.recording();
    run(recording);
    ChannelTrace trace = recording.trace();

    assertEquals(trace, TraceReader.read(write(trace)));
    assertEquals(trace.hashCode(), TraceReader.read(write(trace)).hashCode());
    assertEquals(500, trace.frames());
    ChannelSession other = ChannelModel.parse("loss(20%)").open(5, 0).recording();
    run(other);
    assertNotEquals(trace, other.trace());
  }

  @Test
  void shortTraceBeginsAnew() throws IOException {
    Path file = write("sirencast-trace 1\nframes 4\n# a comment\n\n1 0\n0 0 7\n0 0\n3 0\n");
    ChannelSession session = ChannelModel.parse("trace(" + file + ")").open(1, 0);
    List<byte[]> out = new ArrayList<>();
    Frames.numbered(8, 4).forEach(frame -> out.addAll(session.offer(frame)));
    out.addAll(session.flush());

    assertEquals(
        List.of(
            "00000001",
            "01000000",
            "00000000",
            "00000003",
            "00000005",
            "01000004",
            "00000004",
            "00000007"),
        Frames.hex(out));
    assertEquals(2, session.statistics().missing());
    assertEquals(2, session.statistics().duplicated());
  }

  @Test
  void framesLostBeforeTheTraceHoldNobodyUp() throws IOException {
    Path file = write("sirencast-trace 1\nframes 3\n2 0\n0 0\n1 0\n");
    ChannelSession session = ChannelModel.parse("loss(50%); trace(" + file + ")").open(1, 0);
    List<byte[]> out = new ArrayList<>();
    Frames.numbered(3_000, 4).forEach(frame -> out.addAll(session.offer(frame)));
    out.addAll(session.flush());

    assertEquals(session.statistics().delivered(), out.size());
    assertEquals(3_000, session.statistics().delivered() + session.statistics().lost());
    assertTrue(out.size() > 1_000);
    assertEquals(0, session.heldFrames());
  }

  /** As a live channel does when nothing comes for a while. */
  @Test
  void framesThatComeBehindAFlushStillComeOut() throws IOException {
    Path file = write("sirencast-trace 1\nframes 4\n3 0\n1 0\n0 0\n2 0\n");
    ChannelSession session = ChannelModel.parse("trace(" + file + ")").open(1, 0);
    List<Integer> out = new ArrayList<>();
    for (byte[] frame : Frames.numbered(12, 4)) {
      out.addAll(Frames.numbers(session.offer(frame)));
      out.addAll(Frames.numbers(session.flush()));
    }
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), out);
    assertEquals(0, session.heldFrames());
  }

  @Test
  void traceOfNothingLosesEverything() throws IOException {
    Path file = write("sirencast-trace 1\nframes 3\n");
    assertEquals(
        List.of(), ChannelModel.parse("trace(" + file + ")").transmit(Frames.numbered(10, 4), 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "                                     | line 0: expected sirencast-trace 1, got \"\"",
        "PNG                                  | line 1: expected sirencast-trace 1, got \"PNG\"",
        "sirencast-trace 2                    | line 1: expected sirencast-trace 1",
        "sirencast-trace 1                    | line 1: expected frames N, got \"\"",
        "sirencast-trace 1/0 0                | line 2: expected frames N, 1 to 4194304, got \"0 0\"",
        "sirencast-trace 1/frames 0           | line 2: expected frames N, 1 to 4194304",
        "sirencast-trace 1/frames 9999999     | line 2: expected frames N, 1 to 4194304",
        "sirencast-trace 1/frames 99999999999 | line 2: expected frames N",
        "sirencast-trace 1/frames 3/3 0       | line 3: expected an ordinal of 0 to 2, got \"3 0\"",
        "sirencast-trace 1/frames 3/-1 0      | line 3: expected ordinal delay-ns [bit,bit,...]",
        "sirencast-trace 1/frames 3/1 99999999999999 | line 3: expected a delay of 0 to",
        "sirencast-trace 1/frames 3/1         | line 3: expected ordinal delay-ns [bit,bit,...]",
        "sirencast-trace 1/frames 3/1 0 5,    | line 3: expected ordinal delay-ns [bit,bit,...]",
        "sirencast-trace 1/frames 3/1 0 999999999 | line 3: expected bits of 0 to 134217727",
      })
  void saysWhatIsWrongInOneLine(String text, String reason) throws IOException {
    Path file = write(text == null ? "" : text.strip().replace('/', '\n'));
    IOException e = assertThrows(IOException.class, () -> TraceReader.read(file));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(file + ": not a trace: " + reason), message);

    IllegalArgumentException parsed =
        assertThrows(
            IllegalArgumentException.class, () -> ChannelModel.parse("trace(" + file + ")"));
    assertTrue(String.valueOf(parsed.getMessage()).contains(reason), parsed.getMessage());
  }

  @Test
  void hostileTextGivesOneShortLine() throws IOException {
    byte[] bytes = new byte[1 << 20];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Path file = Files.write(directory.resolve("hostile"), bytes);
    String message =
        String.valueOf(assertThrows(IOException.class, () -> TraceReader.read(file)).getMessage());
    assertTrue(message.length() < 300 && message.lines().count() == 1, message);
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
  }

  @Test
  void neitherDevicesNorHugeFilesAreRead() throws IOException {
    String device =
        String.valueOf(
            assertThrows(IOException.class, () -> TraceReader.read(Path.of("/dev/zero")))
                .getMessage());
    assertEquals("/dev/zero: no such file", device);
    Path huge = directory.resolve("huge");
    try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(100L << 20);
    }
    String message =
        String.valueOf(assertThrows(IOException.class, () -> TraceReader.read(huge)).getMessage());
    assertEquals(huge + ": a trace has at most 67108864 bytes, got 104857600", message);
  }

  @Test
  void onlyARecordingSessionHasATrace() {
    ChannelSession session = ChannelModel.parse("none").open(1, 0);
    assertThrows(IllegalStateException.class, session::trace);
    session.offer(new byte[1]);
    assertThrows(IllegalStateException.class, session::recording);
  }

  private static List<String> run(ChannelSession session) {
    List<byte[]> out = new ArrayList<>();
    int clock = 0;
    for (byte[] frame : Frames.numbered(500, 100)) {
      out.addAll(session.offer(frame, clock += 300_000));
    }
    out.addAll(session.flush());
    return Frames.hex(out);
  }

  private Path write(ChannelTrace trace) throws IOException {
    Path file = directory.resolve("a.trace");
    try (OutputStream out = Files.newOutputStream(file)) {
      trace.writeTo(out);
    }
    return file;
  }

  private Path write(String text) throws IOException {
    return Files.write(directory.resolve("a.trace"), text.getBytes(StandardCharsets.US_ASCII));
  }
}
