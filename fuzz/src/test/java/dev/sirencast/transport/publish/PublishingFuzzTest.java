package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.fuzz.Choices;
import dev.sirencast.fuzz.Pipelines;
import dev.sirencast.fuzz.Seeds;
import dev.sirencast.transport.carousel.CarouselFetch;
import dev.sirencast.transport.carousel.CarouselHandler;
import dev.sirencast.transport.carousel.CarouselRounds;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.TransportException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides of serve and fetch, and a carousel's listener, without sockets. */
class PublishingFuzzTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 4_242);
  private static final List<byte[]> FRAMES = List.of(new byte[20], new byte[3], new byte[50]);
  private static final int MOST_FRAMES = 1_000;
  private static final int LONGEST = 4_096;
  private static final FrameSubscriberOptions OPTIONS =
      FrameSubscriberOptions.defaults().withLimits(LONGEST, MOST_FRAMES, 100_000, 50);

  static Stream<Arguments> requests() {
    return Seeds.hex(
        "895343460301 01 00000000 02 00000001 78 03 00000004 00000000",
        "895343460301 02 00000001 79 01 00000000 02 00000001 78 03 00000004 FF00FF00",
        "8953434603FF");
  }

  static Stream<Arguments> answers() {
    PublishedStream stream = PublishedStream.of("x", FRAMES);
    ByteBuf out = Unpooled.buffer();
    Greeting.PUBLISHER.write(out);
    CatalogWire.writeEntry(out, CatalogWire.STREAM, stream.entry());
    out.writeBytes(stream.view(0, stream.start(FRAMES.size())));
    CatalogWire.writeCount(out, CatalogWire.DONE, FRAMES.size());
    return Seeds.of(Stream.of(bytes(out)));
  }

  static Stream<Arguments> datagrams() {
    return Seeds.hex("00", "01 02 FF 01 03 00 40", "02 05 AA", "03 10 8953434302");
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  @MethodSource("requests")
  @FuzzTest
  void publisher(byte[] bytes) throws TransportException {
    Publication publication = new Publication(FramePublisherOptions.defaults());
    publication.catalog().put("x", FRAMES);
    EmbeddedChannel socket = new EmbeddedChannel(new PublisherHandler(publication, PEER));
    Pipelines.feed(socket, bytes);
    long requests = bytes.length / 5 + 1;
    int answered = Pipelines.drain(socket);
    assertTrue(answered <= requests * (PublishedStream.cost(FRAMES) + 200), "answered " + answered);
    Pipelines.close(socket);
    assertEquals(0, publication.counts().with(publication.catalog(), 0).receivers());
  }

  @MethodSource("answers")
  @FuzzTest
  void subscriber(byte[] bytes) {
    SubscriberHandler handler = new SubscriberHandler(PEER, OPTIONS);
    EmbeddedChannel socket = new EmbeddedChannel(handler);
    BitSet came = new BitSet();
    FetchRequest request = new FetchRequest("x", sink(came), OPTIONS);
    int greeting = Math.min(Greeting.BYTES, bytes.length);
    Pipelines.feed(socket, Arrays.copyOf(bytes, greeting));
    handler.ask(request);
    Pipelines.feed(socket, Arrays.copyOfRange(bytes, greeting, bytes.length));
    Pipelines.drain(socket);
    Pipelines.close(socket);
    assertTrue(request.result().isDone(), "neither an outcome nor a failure");
  }

  /** A carousel's datagrams, of which some are changed, and then all of them. */
  @MethodSource("datagrams")
  @FuzzTest
  void carousel(byte[] script) throws TransportException {
    Catalog catalog = new Catalog(new FramePublisherOptions.Limits(1, 1, 10, 1 << 20));
    catalog.put("x", FRAMES);
    CarouselRounds rounds = new CarouselRounds(catalog, true);
    CarouselHandler handler = new CarouselHandler(PEER, OPTIONS, Optional.empty());
    EmbeddedChannel socket = new EmbeddedChannel(handler);
    CarouselFetch request = new CarouselFetch("x", sink(new BitSet()), OPTIONS);
    handler.ask(request);
    Choices choices = new Choices(script);
    while (!choices.isEmpty() && !request.result().isDone()) {
      byte[] datagram = bytes(rounds.next());
      int way = choices.below(4);
      if (way == 1) {
        datagram[choices.below(datagram.length)] ^= (byte) choices.next();
      } else if (way == 2) {
        datagram = Arrays.copyOf(datagram, choices.below(datagram.length + 4));
      } else if (way == 3) {
        datagram = choices.take(choices.below(80));
      }
      send(socket, datagram);
    }
    for (int i = 0; i < 40 && !request.result().isDone(); i++) {
      send(socket, bytes(rounds.next()));
    }
    Pipelines.drain(socket);
    assertTrue(request.result().isDone(), "neither an outcome nor a failure");
    Pipelines.close(socket);
  }

  private static void send(EmbeddedChannel socket, byte[] datagram) {
    socket.writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(datagram), PEER, PEER));
    socket.runPendingTasks();
  }

  private static FetchSink sink(BitSet came) {
    return (number, frame) -> {
      assertFalse(came.get(number));
      assertTrue(number >= 0 && number < MOST_FRAMES && frame.length <= LONGEST);
      came.set(number);
    };
  }
}
