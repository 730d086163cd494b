package dev.sirencast.transport.carousel;

import dev.sirencast.transport.net.Embedded;
import dev.sirencast.transport.publish.Catalog;
import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.FetchSummary;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A carousel and listeners without sockets or clocks, and losses between them. */
final class LossyCarousel {
  static final InetSocketAddress SENDER = new InetSocketAddress("127.0.0.1", 1);
  static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 4_242);

  final CarouselRounds rounds;
  private final SplittableRandom random;
  private final double loss;

  LossyCarousel(Catalog catalog, boolean coded, double loss, long seed) {
    this.rounds = new CarouselRounds(catalog, coded);
    this.random = new SplittableRandom(seed);
    this.loss = loss;
  }

  /** Keeps what came, and forgets it never. */
  static final class Kept implements RowSink {
    final TreeMap<Integer, byte[]> frames = new TreeMap<>();
    final TreeMap<Integer, byte[]> rows = new TreeMap<>();
    CarouselReception reception;
    int begun;

    @Override
    public BitSet begin(StreamEntry stream) {
      begun++;
      return numbers(frames);
    }

    @Override
    public BitSet held() {
      BitSet held = numbers(rows);
      held.or(numbers(frames));
      return held;
    }

    private static BitSet numbers(TreeMap<Integer, byte[]> of) {
      BitSet numbers = new BitSet();
      of.keySet().forEach(numbers::set);
      return numbers;
    }

    @Override
    public void accept(int number, byte[] frame) throws IOException {
      if (frames.put(number, frame) != null) {
        throw new IOException("frame " + number + " came twice");
      }
    }

    @Override
    public boolean keep(int number, byte[] row) {
      rows.put(number, row);
      return true;
    }

    @Override
    public byte[] read(int number) {
      return frames.containsKey(number) ? frames.get(number) : rows.get(number);
    }

    @Override
    public void heard(CarouselReception soFar) {
      reception = soFar;
    }
  }

  /** A listener for stream x. */
  static final class Listener implements AutoCloseable {
    final CarouselFetch fetch;
    private final EmbeddedChannel socket;

    Listener(FetchSink sink, Optional<GroupKey> key) {
      FrameSubscriberOptions options = FrameSubscriberOptions.defaults();
      CarouselHandler handler = new CarouselHandler(HERE, options, key);
      socket = Embedded.channel(handler);
      fetch = new CarouselFetch("x", sink, options);
      handler.ask(fetch);
    }

    boolean isDone() {
      return fetch.result().isDone();
    }

    void hear(byte[] datagram) {
      hear(datagram, SENDER);
    }

    void hear(byte[] datagram, InetSocketAddress from) {
      socket.writeInbound(new DatagramPacket(Unpooled.copiedBuffer(datagram), HERE, from));
    }

    FetchSummary summary() {
      return fetch.result().join();
    }

    @Override
    public void close() {
      socket.finishAndReleaseAll();
    }
  }

  static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  byte[] next() {
    return bytes(rounds.next());
  }

  /** Sends until a listener is done, or as many datagrams as that. */
  void send(Listener to, int most, UnaryOperator<byte[]> change) {
    for (int i = 0; i < most && !to.isDone(); i++) {
      byte[] datagram = change.apply(next());
      if (random.nextDouble() >= loss) {
        to.hear(datagram);
      }
    }
  }

  void send(Listener to, int most) {
    send(to, most, datagram -> datagram);
  }
}
