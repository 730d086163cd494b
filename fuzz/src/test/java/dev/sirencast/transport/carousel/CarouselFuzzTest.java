package dev.sirencast.transport.carousel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.fuzz.Choices;
import dev.sirencast.fuzz.Pipelines;
import dev.sirencast.fuzz.Seeds;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.Catalog;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Repair rows that somebody forged, and datagrams that a key does not open. */
class CarouselFuzzTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 4_242);
  private static final int LONGEST = 100;
  private static final int FRAMES = 3;
  private static final FrameSubscriberOptions OPTIONS =
      FrameSubscriberOptions.defaults().withLimits(LONGEST, 1_000, 100_000, 50);
  private static final Catalog CATALOG = catalog();
  private static final GroupKey KEY = GroupKey.of(new byte[GroupKey.BYTES]);

  private static Catalog catalog() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (FramePublisher publisher =
        FramePublisher.bindClosed(List.of(any), FramePublisherOptions.defaults())) {
      publisher.publish("x", List.of(new byte[20], new byte[3], new byte[50]));
      return publisher.catalog();
    } catch (TransportException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks what comes of datagrams, whatever they are. */
  private static final class Checked implements RowSink {
    private final BitSet frames = new BitSet();
    private final byte[][] rows = new byte[4 * FRAMES][];
    private int kept;

    @Override
    public BitSet begin(StreamEntry stream) {
      frames.clear();
      return new BitSet();
    }

    @Override
    public BitSet held() {
      return new BitSet();
    }

    @Override
    public void accept(int number, byte[] frame) {
      assertFalse(frames.get(number));
      assertTrue(frame.length > 0 && frame.length <= LONGEST);
      frames.set(number);
      keep(number, frame);
    }

    @Override
    public boolean keep(int number, byte[] row) {
      assertTrue(row.length <= LONGEST + MORE_BYTES);
      if (number < rows.length) {
        rows[number] = row;
      }
      kept++;
      return number < rows.length;
    }

    @Override
    public byte[] read(int number) {
      return rows[number];
    }

    @Override
    public boolean isSound(byte[] frame) {
      return frame[0] != 9;
    }
  }

  /** A listener without a socket. */
  private static final class Listener {
    private final Checked sink = new Checked();
    private final CarouselFetch fetch = new CarouselFetch("x", sink, OPTIONS);
    private final EmbeddedChannel socket;

    Listener(Optional<GroupKey> key) {
      CarouselHandler handler = new CarouselHandler(PEER, OPTIONS, key);
      socket = new EmbeddedChannel(handler);
      handler.ask(fetch);
    }

    boolean isDone() {
      return fetch.result().isDone();
    }

    void hear(ByteBuf datagram) {
      socket.writeInbound(new DatagramPacket(datagram, PEER, PEER));
      socket.runPendingTasks();
    }
  }

  static Stream<Arguments> forgeries() {
    return Seeds.hex(
        "00 00 01 11 01 00 00 01 12 07 00 00 01 14 FF",
        "00 00 02 05 04 00 12 09 09 02 06 04 00 12 09 09 02 07 04 00 12 09 09",
        "02 03 05 01 02 03 04 05 02 07 03 7F FF FF FF 03");
  }

  /** With the right checksums: nothing is given twice, and the work has an end. */
  @MethodSource("forgeries")
  @FuzzTest
  void forged(byte[] script) {
    CarouselRounds rounds = new CarouselRounds(CATALOG, true);
    Listener listener = new Listener(Optional.empty());
    Choices choices = new Choices(script);
    int datagrams = 0;
    while (!choices.isEmpty() && !listener.isDone()) {
      ByteBuf next = rounds.next();
      int way = choices.below(3);
      int end = next.readableBytes() - CarouselWire.CRC_BYTES;
      if (way == 1) {
        int at = choices.below(end);
        next.setByte(at, next.getByte(at) ^ choices.next());
      }
      next.writerIndex(end);
      int numbered = CarouselWire.HEADER_BYTES + CarouselWire.ID_BYTES;
      if (way == 2 && next.getByte(CarouselWire.MAGIC_BYTES) == CarouselWire.FRAME) {
        next.writerIndex(numbered).writeInt(choices.below(4 * FRAMES + 2));
        next.writeBytes(choices.take(choices.below(LONGEST + 8)));
      }
      listener.hear(CarouselWire.seal(next));
      datagrams++;
      assertTrue(listener.sink.kept <= datagrams + FRAMES);
    }
    Pipelines.close(listener.socket);
    assertTrue(listener.isDone(), "neither an outcome nor a failure");
  }

  static Stream<Arguments> sealings() {
    return Seeds.hex("00", "01 02 FF 01 03 00 40", "02 05 AA", "03 20 8953434500", "01 19 80");
  }

  /** What is changed is not opened, and what is not changed comes through. */
  @MethodSource("sealings")
  @FuzzTest
  void sealed(byte[] script) {
    CarouselRounds rounds = new CarouselRounds(CATALOG, true);
    DatagramSealer sealer = new DatagramSealer(KEY);
    DatagramOpener opener = new DatagramOpener(Optional.of(KEY));
    Listener listener = new Listener(Optional.of(KEY));
    Choices choices = new Choices(script);
    while (!choices.isEmpty() && !listener.isDone()) {
      ByteBuf next = sealer.seal(rounds.next());
      int way = choices.below(4);
      int change = choices.next();
      if (way == 1 && change != 0) {
        int at = choices.below(next.readableBytes());
        next.setByte(at, next.getByte(at) ^ change);
        assertNull(opener.open(PEER, next.slice()));
      } else if (way == 2) {
        next.writerIndex(Math.min(change, next.writerIndex() - 1));
        assertNull(opener.open(PEER, next.slice()));
      } else if (way == 3) {
        next = Unpooled.wrappedBuffer(choices.take(change));
        assertNull(opener.open(PEER, next.slice()));
      }
      listener.hear(next);
    }
    for (int i = 0; i < 20 && !listener.isDone(); i++) {
      listener.hear(sealer.seal(rounds.next()));
    }
    Pipelines.close(listener.socket);
    assertFalse(listener.fetch.result().isCompletedExceptionally());
    assertTrue(listener.sink.frames.cardinality() == FRAMES);
  }
}
