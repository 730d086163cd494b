package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.carousel.CarouselFetch;
import dev.sirencast.transport.carousel.CarouselHandler;
import dev.sirencast.transport.carousel.CarouselRounds;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.Loopback;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sessions with bytes changed, cut, repeated and mixed up, in pieces of any size. */
class PublishFuzzTest {
  private static final int SESSIONS = 1_500;
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 4_242);
  private static final FrameSubscriberOptions OPTIONS =
      FrameSubscriberOptions.defaults().withLimits(4_096, 1_000, 100_000, 50);
  private static final List<byte[]> FRAMES = Loopback.frames(30);

  private final SplittableRandom random = new SplittableRandom(99);
  private int whole;

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private byte[] mutated(byte[] session) {
    byte[] changed = session.clone();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(5)) {
        case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> changed[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
        case 2 -> changed = Arrays.copyOf(changed, at + 1);
        case 3 -> {
          byte[] more = Arrays.copyOf(changed, changed.length + at);
          System.arraycopy(changed, 0, more, changed.length, at);
          changed = more;
        }
        default -> {
          byte[] noise = new byte[Math.min(8, changed.length - at)];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, changed, at, noise.length);
        }
      }
    }
    return changed;
  }

  private void feed(EmbeddedChannel socket, byte[] session) {
    int at = 0;
    while (at < session.length && socket.isOpen()) {
      int length = 1 + random.nextInt(Math.min(400, session.length - at));
      socket.writeInbound(Unpooled.copiedBuffer(session, at, length));
      socket.runPendingTasks();
      at += length;
    }
  }

  private static int drain(EmbeddedChannel socket) {
    int bytes = 0;
    for (ByteBuf out = socket.readOutbound(); out != null; out = socket.readOutbound()) {
      bytes += out.readableBytes();
      out.release();
    }
    return bytes;
  }

  @Test
  void publisherStandsAnySession() throws Exception {
    Publication publication = new Publication(FramePublisherOptions.defaults());
    publication.catalog().put("x", FRAMES);
    byte[] session =
        bytes(
            "895343460301 01 00000000 02 00000001 78 03 00000004 00000000"
                + "02 00000001 79 01 00000000 02 00000001 78 03 00000004 FF00FF00");
    long complete = PublishedStream.cost(FRAMES);
    for (int i = 0; i < SESSIONS; i++) {
      EmbeddedChannel socket = new EmbeddedChannel(new PublisherHandler(publication, PEER));
      feed(socket, i == 0 ? session : mutated(session));
      socket.checkException();
      int answered = drain(socket);
      assertTrue(answered < 40 * complete, "answered " + answered);
      whole += answered > complete ? 1 : 0;
      socket.finishAndReleaseAll();
    }
    assertTrue(whole > SESSIONS / 10, "sessions that went well: " + whole);
    PublisherStatistics statistics = publication.counts().with(publication.catalog(), 0);
    assertEquals(0, statistics.receivers());
    assertTrue(statistics.refused() > SESSIONS / 10, statistics::toString);
  }

  private byte[] publisherSession() {
    PublishedStream stream = PublishedStream.of("x", FRAMES);
    ByteBuf out = Unpooled.buffer();
    Greeting.PUBLISHER.write(out);
    CatalogWire.writeEntry(out, CatalogWire.STREAM, stream.entry());
    out.writeBytes(stream.view(0, stream.start(FRAMES.size())));
    CatalogWire.writeCount(out, CatalogWire.DONE, FRAMES.size());
    byte[] session = new byte[out.readableBytes()];
    out.readBytes(session);
    return session;
  }

  @Test
  void subscriberStandsAnySession() {
    byte[] session = publisherSession();
    for (int i = 0; i < SESSIONS; i++) {
      SubscriberHandler handler = new SubscriberHandler(PEER, OPTIONS);
      EmbeddedChannel socket = new EmbeddedChannel(handler);
      BitSet came = new BitSet();
      FetchRequest request =
          new FetchRequest(
              "x",
              (number, frame) -> {
                assertFalse(came.get(number));
                assertTrue(number >= 0 && number < 1_000 && frame.length <= 4_096);
                came.set(number);
              },
              OPTIONS);
      byte[] words = i == 0 ? session : mutated(session);
      int greeting = Math.min(Greeting.BYTES, words.length);
      feed(socket, Arrays.copyOf(words, greeting));
      handler.ask(request);
      feed(socket, Arrays.copyOfRange(words, greeting, words.length));
      socket.checkException();
      drain(socket);
      socket.finishAndReleaseAll();
      assertTrue(request.result().isDone(), "neither an outcome nor a failure");
      whole += request.result().isCompletedExceptionally() ? 0 : 1;
    }
    assertTrue(whole > SESSIONS / 10, "sessions that went well: " + whole);
  }

  @Test
  void carouselSubscriberStandsAnyDatagram() throws Exception {
    Catalog catalog = new Catalog(new FramePublisherOptions.Limits(1, 1, 10, 1 << 20));
    catalog.put("x", FRAMES);
    catalog.put("y", FRAMES);
    for (int i = 0; i < SESSIONS / 10; i++) {
      CarouselRounds rounds = new CarouselRounds(catalog, true);
      CarouselHandler handler = new CarouselHandler(PEER, OPTIONS, Optional.empty());
      EmbeddedChannel socket = new EmbeddedChannel(handler);
      List<Integer> came = new ArrayList<>();
      CarouselFetch request = new CarouselFetch("x", (number, frame) -> came.add(number), OPTIONS);
      handler.ask(request);
      while (!request.result().isDone() && rounds.rounds() < 40) {
        ByteBuf next = rounds.next();
        byte[] datagram = new byte[next.readableBytes()];
        next.readBytes(datagram);
        byte[] sent = random.nextInt(4) == 0 ? mutated(datagram) : datagram;
        socket.writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(sent), PEER, PEER));
      }
      socket.checkException();
      assertTrue(request.result().isDone(), "neither an outcome nor a failure");
      whole += request.result().isCompletedExceptionally() ? 0 : 1;
      assertEquals(came.size(), came.stream().distinct().count());
      socket.finishAndReleaseAll();
    }
    assertTrue(whole == SESSIONS / 10, "fetches that went well: " + whole);
  }
}
