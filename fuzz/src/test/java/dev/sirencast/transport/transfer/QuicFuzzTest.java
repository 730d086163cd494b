package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.fuzz.Choices;
import dev.sirencast.fuzz.Pipelines;
import dev.sirencast.fuzz.Seeds;
import dev.sirencast.transport.net.DatagramWindow;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.QuicDoor;
import dev.sirencast.transport.tls.QuicTrust;
import dev.sirencast.transport.tls.TlsOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands behind QUIC's own library: a receiver's and a sender's side of its connection. */
class QuicFuzzTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 4_242);
  private static final QuicTrust TRUST = new QuicTrust(TlsOptions.defaults());
  private static final int LONGEST = 100;
  private static final int MOST = 50;
  private static final FrameReceiverOptions OPTIONS =
      FrameReceiverOptions.defaults().withLimits(LONGEST, MOST, 1_000);

  /** Datagrams of a number and a frame, then FRAME, STATUS_REQUEST, END, and any bytes. */
  static Stream<Arguments> transfers() {
    return Seeds.hex(
        "01 00 00000000 05 0102030405 01 00 00000001 01 07 00 06 0000000000000002 00 04"
            + " 0000000000000002",
        "00 03 02 AABB 01 80 00000011 14 00 01 02 02 03 00 00 04 00000000000000FF 02 09",
        "03 02 04 00 01 01 00 00000000 01 AA");
  }

  static Stream<Arguments> answers() {
    return Seeds.hex(
        "895343460102 07 0000000000000003 05 0000000000000005",
        "895343460102 07 FFFFFFFFFFFFFFFF 08",
        "895343460101");
  }

  static Stream<Arguments> beginnings() {
    return Seeds.of(Stream.of(new byte[] {(byte) 0xc0, 0, 0, 0, 1}, new byte[1_200], new byte[0]));
  }

  /** The bytes say what comes over the stream, what as a datagram, and when time passes. */
  @MethodSource("transfers")
  @FuzzTest
  void receiver(byte[] script) {
    Choices choices = new Choices(script);
    List<byte[]> frames = new ArrayList<>();
    IncomingTransfer transfer = new IncomingTransfer(OPTIONS);
    transfer.handTo((frame, retransmitted) -> frames.add(frame));
    QuicReceiverHandler datagrams = new QuicReceiverHandler(transfer, TRUST);
    EmbeddedChannel connection = new EmbeddedChannel(datagrams);
    EmbeddedChannel stream =
        new EmbeddedChannel(
            new GreetingHandler(
                transfer,
                PEER,
                sender -> transfer.begin(),
                () -> new QuicRecordDecoder(transfer, datagrams)));
    stream.freezeTime();
    ByteBuf greeting = Unpooled.buffer();
    Greeting.SENDER.write(greeting);
    int asked = 1;
    if (choices.below(8) != 7) {
      stream.writeInbound(greeting.retainedDuplicate());
    }
    greeting.release();
    while (!choices.isEmpty() && stream.isOpen()) {
      switch (choices.below(4)) {
        case 0 -> stream.writeInbound(record(choices));
        case 1 -> connection.writeInbound(datagram(choices));
        case 2 -> Pipelines.feed(stream, choices.take(choices.below(20)));
        default -> stream.advanceTimeBy(choices.below(200), TimeUnit.MILLISECONDS);
      }
      asked++;
      stream.runScheduledPendingTasks();
    }
    stream.advanceTimeBy(1, TimeUnit.SECONDS);
    stream.runScheduledPendingTasks();
    int answered = Pipelines.drain(stream);
    assertTrue(answered <= script.length + 2 * 9 * asked + Greeting.BYTES, "answered " + answered);
    assertEquals(0, Pipelines.drain(connection));
    boolean begun = transfer.hasBegun();
    Pipelines.close(stream);
    Pipelines.close(connection);
    assertTrue(transfer.isOver() || !begun, "neither an end nor a failure");
    assertTrue(frames.size() <= MOST);
    assertEquals(frames.size(), transfer.frames());
    assertTrue(frames.stream().allMatch(frame -> frame.length >= 1 && frame.length <= LONGEST));
  }

  private static ByteBuf record(Choices choices) {
    ByteBuf record = Unpooled.buffer().writeByte(choices.next());
    if (record.getByte(0) == RecordWire.FRAME) {
      byte[] frame = choices.take(choices.below(LONGEST + 10));
      return record.writeInt(frame.length).writeBytes(frame);
    }
    return record.writeLong(choices.wide());
  }

  private static ByteBuf datagram(Choices choices) {
    int cut = choices.next();
    ByteBuf datagram = Unpooled.buffer().writeInt(choices.whole());
    datagram.writeBytes(choices.take(choices.below(LONGEST + 10)));
    return cut >= 128 ? datagram.writerIndex(cut % datagram.readableBytes()) : datagram;
  }

  /** The bytes are a receiver's answers. */
  @MethodSource("answers")
  @FuzzTest
  void sender(byte[] bytes) {
    DatagramWindow window = new DatagramWindow();
    QuicAnswers answers = new QuicAnswers(window);
    EmbeddedChannel stream = new EmbeddedChannel(answers);
    for (int i = 0; i < 5; i++) {
      window.queue();
    }
    Pipelines.feed(stream, bytes);
    assertEquals(Greeting.BYTES, Pipelines.drain(stream));
    Pipelines.close(stream);
    assertTrue(window.outstanding() >= 0 && window.outstanding() <= 5);
    assertTrue(answers.greeted().isDone() && answers.acknowledged().isDone());
  }

  /** The bytes are a datagram: one that is too short to begin a connection goes no further. */
  @MethodSource("beginnings")
  @FuzzTest
  void door(byte[] bytes) {
    EmbeddedChannel socket = new EmbeddedChannel(new QuicDoor());
    ByteBuf content = Unpooled.buffer().writeBytes(bytes); // an empty one is counted, too
    boolean passed = socket.writeInbound(new DatagramPacket(content, PEER, PEER));
    boolean isLong = bytes.length > 0 && bytes[0] < 0;
    byte[] version = bytes.length < 5 ? bytes : Arrays.copyOfRange(bytes, 1, 5);
    boolean isKnown = Arrays.equals(version, new byte[] {0, 0, 0, 1});
    boolean begins = bytes.length < 5 || isLong && (!isKnown || (bytes[0] & 0x30) == 0);
    assertEquals(bytes.length >= QuicDoor.MIN_BYTES || !begins, passed);
    Pipelines.close(socket);
    assertEquals(0, content.refCnt());
  }
}
