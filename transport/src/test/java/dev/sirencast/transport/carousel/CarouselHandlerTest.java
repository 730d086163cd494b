package dev.sirencast.transport.carousel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Embedded;
import dev.sirencast.transport.net.Request;
import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a subscriber of a carousel makes of datagrams, without a socket. */
class CarouselHandlerTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 4_242);
  private static final InetSocketAddress CAROUSEL = new InetSocketAddress("127.0.0.1", 1);
  private static final InetSocketAddress STRANGER = new InetSocketAddress("127.0.0.1", 2);

  private static final String HEAD = "89534343";
  private static final String DIGEST = "AB".repeat(32);
  private static final String ID = "AB".repeat(8);

  /** Stream x of 2 frames and 3 bytes. */
  private static final String STREAM =
      HEAD + "01 00000001" + DIGEST + "00000002 0000000000000003 78";

  private static final String FRAME_0 = HEAD + "02" + ID + "00000000 AA";
  private static final String FRAME_1 = HEAD + "02" + ID + "00000001 BBCC";

  private final CarouselHandler handler =
      new CarouselHandler(HERE, FrameSubscriberOptions.defaults(), Optional.empty());
  private final EmbeddedChannel socket = Embedded.channel(handler);
  private final TreeMap<Integer, byte[]> came = new TreeMap<>();
  private final List<String> begun = new ArrayList<>();

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "8953",
    "8953434601",
    "89534343",
    "8953434300",
    "8953434301",
    "8953434302 ABABABABABABABAB",
    "8953434302 ABABABABABABABAB 00000000",
    "8953434302 ABABABABABABABAB 00000002 AA",
    "8953434302 ABABABABABABABAB FFFFFFFF AA",
    "8953434302 ABABABABABABABAB 00000000 AABBCCDD",
    "8953434302 ABABABABABABABAC 00000000 AA",
    "8953434301 00000000 00",
    "8953434303 00000001 00"
  })
  void case32DatagramsThatAreNoneAreIgnored(String hex) {
    CarouselFetch fetch = fetch();
    send(CAROUSEL, hex);
    send(CAROUSEL, STREAM);
    send(STRANGER, STREAM.replace("78", "79"));
    send(STRANGER, HEAD + "02" + ID + "00000000 EE");
    send(CAROUSEL, hex);
    send(CAROUSEL, FRAME_1);
    send(CAROUSEL, FRAME_0);

    assertEquals(2, fetch.result().join().frames());
    assertArrayEquals(new byte[] {(byte) 0xAA}, came.get(0));
    assertArrayEquals(new byte[] {(byte) 0xBB, (byte) 0xCC}, came.get(1));
  }

  /** Row 7 of the block of AA and BBCC: their symbols over 7 and 6, in GF(256). */
  @Test
  void aRepairRowMakesUpForAFrame() {
    CarouselFetch fetch = fetch();
    send(CAROUSEL, STREAM);
    send(CAROUSEL, HEAD + "02" + ID + "00000007 004EEB22");
    send(CAROUSEL, FRAME_0);

    assertEquals(2, fetch.result().join().frames());
    assertArrayEquals(new byte[] {(byte) 0xBB, (byte) 0xCC}, came.get(1));
  }

  @Test
  void anotherStreamOfThatNameEndsTheFetch() {
    CarouselFetch fetch = fetch();
    send(CAROUSEL, STREAM);
    send(CAROUSEL, STREAM.replace("ABAB", "ABAC"));

    assertFailure("the carousel's x has become another stream", fetch);
  }

  /** A description alone is no carousel: the one that sends the packets is. */
  @Test
  void forgedDescriptionKeepsNobodyFromTheRealStream() {
    CarouselFetch fetch = fetch();
    send(STRANGER, STREAM.replace("ABAB", "ABAC"));
    send(CAROUSEL, STREAM);
    send(CAROUSEL, FRAME_0);
    send(STRANGER, STREAM.replace("ABAB", "ABAC"));
    send(CAROUSEL, FRAME_1);

    assertEquals(2, fetch.result().join().frames());
    assertEquals(List.of(0, 1), List.copyOf(came.keySet()));
    assertEquals(List.of("ABAC", "ABAB"), begun);
  }

  @Test
  void forgedDescriptionInBetweenIsMadeGoodByTheNext() {
    CarouselFetch fetch = fetch();
    send(CAROUSEL, STREAM);
    send(STRANGER, STREAM.replace("ABAB", "ABAC"));
    send(CAROUSEL, FRAME_0);
    send(CAROUSEL, STREAM);
    send(CAROUSEL, FRAME_1);
    send(CAROUSEL, FRAME_0);

    assertEquals(2, fetch.result().join().frames());
  }

  private static String other(String name, int count) {
    return STREAM
        .replace("01 00000001", "01 0000000" + count)
        .replace(" 0000000000000003 78", " 0000000000000003 " + name);
  }

  @Test
  void aStreamIsNotThereWhereAllAreOthersTwice() {
    CarouselFetch fetch = fetch();
    send(CAROUSEL, other("79", 2));
    send(CAROUSEL, other("7A", 2));
    assertFalse(fetch.result().isDone());
    send(CAROUSEL, other("79", 2));
    send(CAROUSEL, other("7A", 2));
    assertFailure("the carousel has no stream 'x', but 2 others", fetch);
  }

  /** Where y goes while z comes, and the word of x is lost, x is there all the same. */
  @Test
  void streamsThatComeAndGoAreNotTakenForOthers() {
    CarouselFetch fetch = fetch();
    send(CAROUSEL, other("79", 2));
    send(CAROUSEL, other("7A", 2));
    send(CAROUSEL, other("7A", 2));
    send(CAROUSEL, STREAM);
    send(CAROUSEL, FRAME_0);
    send(CAROUSEL, FRAME_1);
    assertEquals(2, fetch.result().join().frames());
  }

  /** What is remembered of them is bounded, and a real one is still heard. */
  @Test
  void case25DescriptionsOfManyStreamsAreBounded() {
    FrameSubscriberOptions few = FrameSubscriberOptions.defaults().withLimits(2_048, 100, 100, 50);
    CarouselFetch fetch = new CarouselFetch("x", (number, frame) -> came.put(number, frame), few);
    handler.ask(fetch);
    for (int i = 0; i < 10_000; i++) {
      String name =
          String.format("%08x", i)
              .chars()
              .mapToObj(c -> String.format("%02X", c))
              .collect(Collectors.joining());
      send(CAROUSEL, HEAD + "01 7FFFFFFF" + DIGEST + "00000002 0000000000000003" + name);
      if (i == 100) {
        Embedded.pass(socket, Duration.ofSeconds(29));
      }
    }
    assertFalse(fetch.result().isDone());
    Embedded.pass(socket, Duration.ofMillis(999));
    assertFalse(fetch.result().isDone());
    send(CAROUSEL, STREAM);
    send(CAROUSEL, FRAME_0);
    send(CAROUSEL, FRAME_1);
    assertEquals(2, fetch.result().join().frames());

    CarouselList list = new CarouselList(few);
    handler.ask(list);
    send(CAROUSEL, HEAD + "01 7FFFFFFF" + DIGEST + "00000002 0000000000000003 79");
    assertFailure("the carousel has 2147483647 streams, more than the 50 allowed", list);
  }

  @Test
  void silenceEndsAList() {
    CarouselList list = new CarouselList(FrameSubscriberOptions.defaults());
    handler.ask(list);
    Embedded.pass(socket, Duration.ofMillis(29_999));
    assertFalse(list.result().isDone());
    Embedded.pass(socket, Duration.ofMillis(1));

    assertFailure(
        "listening to a carousel at 127.0.0.1:4242: no description of another stream for 30 s",
        list);
  }

  @Test
  void case26NothingNewEndsAFetch() {
    CarouselFetch fetch = fetch();
    Embedded.pass(socket, Duration.ofSeconds(29));
    send(CAROUSEL, STREAM);
    Embedded.pass(socket, Duration.ofSeconds(29));
    send(CAROUSEL, FRAME_1);
    Embedded.pass(socket, Duration.ofSeconds(29));
    assertFalse(fetch.result().isDone());
    send(CAROUSEL, STREAM);
    send(CAROUSEL, FRAME_1);
    Embedded.pass(socket, Duration.ofSeconds(1));

    assertFailure("listening to a carousel at 127.0.0.1:4242: no new packet of x for 30 s", fetch);
    assertEquals(List.of(1), List.copyOf(came.keySet()));
  }

  private CarouselFetch fetch() {
    CarouselFetch fetch =
        new CarouselFetch(
            "x",
            new FetchSink() {
              @Override
              public BitSet begin(StreamEntry stream) {
                begun.add(stream.digest().substring(0, 4).toUpperCase(Locale.ROOT));
                return new BitSet();
              }

              @Override
              public void accept(int number, byte[] frame) {
                assertEquals(null, came.put(number, frame));
              }
            },
            FrameSubscriberOptions.defaults());
    handler.ask(fetch);
    return fetch;
  }

  private static void assertFailure(String message, Request<?> request) {
    assertTrue(request.result().isDone());
    assertEquals(
        message,
        assertThrows(CompletionException.class, request.result()::join).getCause().getMessage());
  }

  private void send(InetSocketAddress from, String hex) {
    ByteBuf datagram = Unpooled.buffer();
    datagram.writeBytes(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    socket.writeInbound(new DatagramPacket(CarouselWire.seal(datagram), HERE, from));
  }
}
