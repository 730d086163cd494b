package dev.sirencast.transport.carousel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Embedded;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A carousel that a group's key seals, without sockets. */
class GroupKeyTest {
  private static final InetSocketAddress STRANGER = new InetSocketAddress("127.0.0.1", 2);
  private static final String DIGITS =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final GroupKey KEY = GroupKey.ofText(DIGITS);
  private static final GroupKey OTHER = GroupKey.of(new byte[GroupKey.BYTES]);

  /** Count 7 of session 40 41 .. 4f: frame 1 of a stream AB .., made with another program. */
  private static final String SEALED =
      "89534345 404142434445464748494a4b4c4d4e4f 0000000000000007"
          + "02876dadab14c1446cbc074340b7d1168c51"
          + "d24d64eec6b117fad624a39c8a";

  private FramePublisher publisher;

  @BeforeEach
  void open() throws Exception {
    publisher =
        FramePublisher.bindClosed(List.of(Loopback.ANY_PORT), FramePublisherOptions.defaults());
    publisher.publish("x", Loopback.frames(30));
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static DatagramOpener.Opened open(GroupKey key, byte[] datagram) {
    return new DatagramOpener(Optional.ofNullable(key))
        .open(STRANGER, Unpooled.copiedBuffer(datagram));
  }

  /** Datagrams of a round, and what a key makes of them. */
  private List<byte[]> sealed(GroupKey key, int count) {
    CarouselRounds rounds = new CarouselRounds(publisher.catalog(), true);
    DatagramSealer sealer = new DatagramSealer(key);
    List<byte[]> datagrams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      datagrams.add(LossyCarousel.bytes(sealer.seal(rounds.next())));
    }
    return datagrams;
  }

  @Test
  void opensWhatAnotherProgramSealed() {
    DatagramOpener.Opened opened = open(KEY, hex(SEALED));
    assertEquals(7, opened.count());
    assertEquals(
        "02abababababababab00000001bbcc",
        HexFormat.of().formatHex(LossyCarousel.bytes(opened.body())));
  }

  @Test
  void everyFlippedBitAndEveryCutIsNoticed() {
    byte[] sealed = hex(SEALED);
    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] damaged = sealed.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertNull(open(KEY, damaged), "bit " + bit);
    }
    for (int length = 0; length < sealed.length; length++) {
      assertNull(open(KEY, Arrays.copyOf(sealed, length)));
    }
    assertNull(open(OTHER, sealed));
    assertNull(open(null, sealed));
  }

  @Test
  void noNonceIsUsedTwiceWithAKey() {
    Set<String> headers = new HashSet<>();
    for (int start = 0; start < 20; start++) {
      for (byte[] datagram : sealed(KEY, 50)) {
        String header = HexFormat.of().formatHex(datagram, 4, CarouselWire.SEALED_HEADER_BYTES);
        assertTrue(headers.add(header), header);
      }
    }
    assertFalse(
        Arrays.equals(
            KEY.sessionKey(new byte[16]).getEncoded(), KEY.sessionKey(new byte[17]).getEncoded()));
  }

  @Test
  void aSealedStreamComesWholeFromWhateverAddress() {
    LossyCarousel.Kept kept = new LossyCarousel.Kept();
    try (LossyCarousel.Listener listener = new LossyCarousel.Listener(kept, Optional.of(KEY))) {
      int port = 10;
      for (byte[] datagram : sealed(KEY, 40)) {
        listener.hear(datagram, new InetSocketAddress("127.0.0.1", port++));
      }
      assertEquals(30, listener.summary().frames());
      assertArrayEquals(Loopback.frames(30).get(29), kept.frames.get(29));
    }
  }

  @Test
  void plainDatagramsAndOtherKeysAreNothingToIt() {
    LossyCarousel.Kept kept = new LossyCarousel.Kept();
    LossyCarousel plain = new LossyCarousel(publisher.catalog(), true, 0, 1);
    try (LossyCarousel.Listener listener = new LossyCarousel.Listener(kept, Optional.of(KEY))) {
      for (byte[] datagram : sealed(OTHER, 40)) {
        listener.hear(datagram);
        listener.hear(plain.next());
      }
      assertEquals(0, kept.begun);
      sealed(KEY, 40).forEach(listener::hear);
      assertEquals(30, listener.summary().frames());
    }
  }

  /** Sessions and old datagrams again, in between and from elsewhere. */
  @Test
  void repetitionsOfWhatWasSentChangeNothing() throws Exception {
    List<byte[]> before = sealed(KEY, 60);
    publisher.publish("x", Loopback.frames(31));
    CarouselRounds rounds = new CarouselRounds(publisher.catalog(), true);
    DatagramSealer sealer = new DatagramSealer(KEY);
    byte[] old = LossyCarousel.bytes(sealer.seal(rounds.next()));
    publisher.publish("x", Loopback.frames(32));
    CarouselRounds now = new CarouselRounds(publisher.catalog(), true);
    LossyCarousel.Kept kept = new LossyCarousel.Kept();
    try (LossyCarousel.Listener listener = new LossyCarousel.Listener(kept, Optional.of(KEY))) {
      while (!listener.isDone()) {
        byte[] datagram = LossyCarousel.bytes(sealer.seal(now.next()));
        listener.hear(datagram);
        listener.hear(datagram, STRANGER);
        if (!listener.isDone() && kept.frames.size() > 0) {
          listener.hear(old, STRANGER);
          before.forEach(one -> listener.hear(one, STRANGER));
        }
      }
      assertEquals(32, listener.summary().frames());
      assertEquals(1, kept.begun);
      assertEquals(32, kept.reception.redundant() + 1);
    }
  }

  private static String silence(Optional<GroupKey> key, List<byte[]> datagrams) {
    CarouselHandler handler =
        new CarouselHandler(LossyCarousel.HERE, FrameSubscriberOptions.defaults(), key);
    EmbeddedChannel socket = Embedded.channel(handler);
    CarouselList list = new CarouselList(FrameSubscriberOptions.defaults());
    handler.ask(list);
    for (byte[] datagram : datagrams) {
      ByteBuf content = Unpooled.copiedBuffer(datagram);
      socket.writeInbound(new DatagramPacket(content, LossyCarousel.HERE, STRANGER));
    }
    Embedded.pass(socket, Duration.ofSeconds(30));
    String message =
        assertThrows(CompletionException.class, list.result()::join).getCause().getMessage();
    assertEquals(datagrams.size(), handler.ignored());
    socket.finishAndReleaseAll();
    return message;
  }

  @Test
  void aLineSaysThatTheKeyDoesNotOpenWhatComes() {
    String heard = "listening to a carousel at 127.0.0.1:4242: no description of another stream";
    assertEquals(
        heard + " for 30 s; 5 datagrams came that the group key does not open",
        silence(Optional.of(OTHER), sealed(KEY, 5)));
    assertEquals(
        heard + " for 30 s; 5 datagrams came, sealed with a group key",
        silence(Optional.empty(), sealed(KEY, 5)));
    LossyCarousel plain = new LossyCarousel(publisher.catalog(), true, 0, 1);
    assertEquals(
        heard + " for 30 s; 1 datagram came that the group key does not open",
        silence(Optional.of(KEY), List.of(plain.next())));
    assertEquals(heard + " for 30 s", silence(Optional.of(KEY), List.of(new byte[30])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DIGITS,
        "  " + DIGITS + "\n",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
      })
  void textsThatAreAKey(String text) {
    assertNotNull(open(GroupKey.ofText(text), hex(SEALED)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", DIGITS + "00", "zz" + DIGITS, "-----BEGIN PRIVATE KEY-----"})
  void textsThatAreNone(String text) {
    assertEquals(
        "it is no group key; expected 32 bytes as 'openssl rand -hex 32' writes them",
        assertThrows(IllegalArgumentException.class, () -> GroupKey.ofText(text)).getMessage());
  }
}
