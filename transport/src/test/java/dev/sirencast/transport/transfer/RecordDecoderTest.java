package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Embedded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records from a byte stream, without a socket. */
class RecordDecoderTest {
  /** Two frames and the end mark. */
  private static final String GOLDEN =
      "03 00000003 AABBCC" // FRAME, 3 bytes
          + "03 00000001 00" // FRAME, 1 byte
          + "04 0000000000000002"; // END, 2 frames

  private final List<byte[]> frames = new ArrayList<>();
  private final IncomingTransfer transfer =
      new IncomingTransfer(FrameReceiverOptions.defaults().withLimits(100, 5_000, 1 << 20));
  private final EmbeddedChannel connection = connection();

  @AfterEach
  void releaseAnswers() {
    connection.finishAndReleaseAll();
  }

  @Test
  void readsGoldenBytes() {
    connection.writeInbound(bytes(GOLDEN));

    assertGolden();
  }

  @Test
  void writesGoldenBytes() {
    ByteBuf out = Unpooled.buffer();
    RecordWire.writeFrame(out, new byte[] {(byte) 0xAA, (byte) 0xBB, (byte) 0xCC});
    RecordWire.writeFrame(out, new byte[] {0});
    RecordWire.writeCount(out, RecordWire.END, 2);

    assertEquals(bytes(GOLDEN), out);
  }

  @Test
  void case09SplitAtEveryByteIsTheSame() {
    ByteBuf all = bytes(GOLDEN);
    while (all.isReadable()) {
      connection.writeInbound(all.readRetainedSlice(1));
    }
    assertGolden();
  }

  @Test
  void splitInTwoAnywhereIsTheSame() {
    int length = bytes(GOLDEN).readableBytes();
    for (int at = 1; at < length; at++) {
      RecordDecoderTest other = new RecordDecoderTest();
      ByteBuf all = bytes(GOLDEN);
      other.connection.writeInbound(all.readRetainedSlice(at), all);
      other.assertGolden();
    }
  }

  @Test
  void case09ThousandFramesInOneSegment() throws Exception {
    List<byte[]> sent = new ArrayList<>();
    ByteBuf all = Unpooled.buffer();
    for (int i = 0; i < 1_000; i++) {
      byte[] frame = new byte[1 + i % 100];
      frame[0] = (byte) i;
      sent.add(frame);
      RecordWire.writeFrame(all, frame);
    }
    RecordWire.writeCount(all, RecordWire.END, 1_000);
    connection.writeInbound(all);

    assertTrue(transfer.result().get().isComplete());
    assertArrayEquals(sent.toArray(), frames.toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "03 00000000, 'protocol error, a frame of 0 bytes where 1 to 100 are allowed'",
    "03 00000065, 'protocol error, a frame of 101 bytes where 1 to 100 are allowed'",
    "03 7FFFFFFF, 'protocol error, a frame of 2147483647 bytes where 1 to 100 are allowed'",
    "03 80000000, 'protocol error, a frame of 2147483648 bytes where 1 to 100 are allowed'",
    "03 FFFFFFFF, 'protocol error, a frame of 4294967295 bytes where 1 to 100 are allowed'",
    "00, 'protocol error, a record of unknown type 0'",
    "05 0000000000000001, 'protocol error, a record of unknown type 5'",
    "FF, 'protocol error, a record of unknown type 255'",
    "04 0000000000000002, 'protocol error, the sender counts 2 frames'",
    "04 FFFFFFFFFFFFFFFF, 'protocol error, the sender counts -1 frames'",
  })
  void case01And02ProtocolErrorClosesAndKeepsWhatCame(String bad, String reason) throws Exception {
    connection.writeInbound(bytes("03 00000001 11"), bytes(bad), bytes("03 00000001 22"));

    ReceiveSummary summary = transfer.result().get();
    assertEquals(
        reason + ", after 1 frames, before the end mark", summary.cutShort().orElseThrow());
    assertEquals(1, frames.size());
    assertFalse(connection.isOpen());
  }

  @Test
  void case01HugeLengthAllocatesNothing() {
    connection.writeInbound(bytes("03 00000064"));

    assertEquals(0, frames.size());
    assertFalse(transfer.isOver());
    assertTrue(connection.isOpen());
  }

  @Test
  void saysThatTheConnectionEndedInTheMiddleOfAFrame() throws Exception {
    connection.writeInbound(bytes("03 00000001 11"), bytes("03 00000003 AA"));
    connection.close();

    assertEquals(
        "the sender closed the connection in the middle of a frame,"
            + " after 1 frames, before the end mark",
        transfer.result().get().cutShort().orElseThrow());
  }

  @Test
  void case04ValidLengthThenSilence() {
    connection.writeInbound(bytes("03 00000001 11"), bytes("03 00000040 AA"));
    Embedded.pass(connection, Duration.ofSeconds(5));

    assertCutShort("a frame unfinished for 5 s, after 1 frames, before the end mark");
  }

  @Test
  void case05SlowDripIsClosedAtTheDeadlineOfItsFrame() {
    connection.writeInbound(bytes("03 00000001 11"), bytes("03 00000040"));
    for (int i = 0; i < 4; i++) {
      Embedded.pass(connection, Duration.ofMillis(1_249));
      connection.writeInbound(bytes("AA"));
      assertTrue(connection.isOpen());
    }
    Embedded.pass(connection, Duration.ofMillis(4));

    assertCutShort("a frame unfinished for 5 s, after 1 frames, before the end mark");
  }

  @Test
  void case26StreamThatNeverFinishesEndsAtItsPause() {
    connection.writeInbound(bytes("03 00000001 11"));
    Embedded.pass(connection, Duration.ofMillis(9_999));
    connection.writeInbound(bytes("03 00000001 22"));
    Embedded.pass(connection, Duration.ofMillis(9_999));
    assertTrue(connection.isOpen());
    Embedded.pass(connection, Duration.ofMillis(1));

    assertCutShort("no frame for 10 s, after 2 frames, before the end mark");
  }

  private void assertCutShort(String reason) {
    assertTrue(transfer.isOver());
    assertEquals(reason, transfer.result().join().cutShort().orElseThrow());
    assertFalse(connection.isOpen());
  }

  private EmbeddedChannel connection() {
    transfer.handTo((frame, again) -> frames.add(frame));
    transfer.begin();
    return Embedded.channel(new RecordDecoder(transfer));
  }

  private void assertGolden() {
    assertArrayEquals(
        new Object[] {new byte[] {(byte) 0xAA, (byte) 0xBB, (byte) 0xCC}, new byte[] {0}},
        frames.toArray());
    assertTrue(transfer.result().join().isComplete());
    ByteBuf answer = connection.readOutbound();
    assertEquals("050000000000000002", ByteBufUtil.hexDump(answer));
    answer.release();
    assertFalse(connection.isOpen());
  }

  private static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
  }
}
