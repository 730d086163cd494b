package dev.sirencast.transport.carousel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.PublishedStream;
import dev.sirencast.transport.publish.StreamEntry;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repair rows of a carousel, without sockets: whichever come, they are of use. */
class CodedCarouselTest {
  private static final int ENDLESS = 1_000_000;

  private FramePublisher publisher;
  private List<byte[]> frames;

  @BeforeEach
  void open() throws TransportException {
    publisher =
        FramePublisher.bindClosed(List.of(Loopback.ANY_PORT), FramePublisherOptions.defaults());
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  private void publish(int count) throws TransportException {
    frames = Loopback.frames(count);
    publisher.publish("x", frames);
  }

  private LossyCarousel carousel(double loss, long seed) {
    return new LossyCarousel(publisher.catalog(), true, loss, seed);
  }

  private void assertWhole(TreeMap<Integer, byte[]> came) {
    assertEquals(frames.size(), came.size());
    came.forEach((number, frame) -> assertArrayEquals(frames.get(number), frame));
  }

  @Test
  void everyNumberIsOneRowOfOneBlock() {
    for (int n = 1; n <= 1_500; n++) {
      FrameBlocks blocks = FrameBlocks.of(n);
      int sources = 0;
      for (int block = 0; block < blocks.blocks(); block++) {
        assertTrue(blocks.sources(block) <= FrameBlocks.MAX_SOURCES);
        assertTrue(blocks.rows() >= 2 * blocks.sources(block));
        sources += blocks.sources(block);
      }
      assertEquals(n, sources);
      for (int number = 0; number < blocks.numbers(); number++) {
        int block = blocks.block(number);
        assertEquals(number, blocks.number(block, blocks.row(number)));
        assertEquals(number < n, blocks.row(number) < blocks.sources(block));
      }
    }
  }

  /** Of what a carousel ever sends, any as many rows of each block as it has frames. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 127, 128, 300})
  void anyRowsOfABlockAreEnough(int count) throws Exception {
    publish(count);
    PublishedStream stream = publisher.catalog().streams().iterator().next();
    FrameBlocks blocks = FrameBlocks.of(count);
    List<byte[]> sent = new ArrayList<>();
    StreamRows rows = new StreamRows(stream, true);
    for (int i = 0; i < blocks.numbers(); i++) {
      byte[] datagram = LossyCarousel.bytes(rows.next());
      sent.add(
          Arrays.copyOfRange(
              datagram, CarouselWire.FRAME_BYTES, datagram.length - CarouselWire.CRC_BYTES));
    }
    for (int seed = 0; seed < 5; seed++) {
      List<Integer> order = new ArrayList<>();
      for (int block = 0; block < blocks.blocks(); block++) {
        List<Integer> all = new ArrayList<>();
        for (int row = 0; row < blocks.rows(); row++) {
          all.add(blocks.number(block, row));
        }
        Collections.shuffle(all, new Random(seed));
        order.addAll(all.subList(0, blocks.sources(block)));
      }
      Collections.shuffle(order, new Random(seed));
      LossyCarousel.Kept kept = new LossyCarousel.Kept();
      CodedFrames coded =
          new CodedFrames(
              stream.entry(), new BitSet(), kept, FrameSubscriberOptions.defaults().limits());
      for (int i = 0; i < order.size(); i++) {
        assertFalse(coded.isWhole());
        assertTrue(coded.accept(order.get(i), sent.get(order.get(i))));
      }
      assertTrue(coded.isWhole());
      assertWhole(kept.frames);
      assertEquals(0, coded.counts().redundant());
      assertEquals(0, coded.counts().openBlocks());
    }
  }

  private double meanRounds(boolean coded, double loss) throws TransportException {
    double sum = 0;
    int seeds = 20;
    for (int seed = 0; seed < seeds; seed++) {
      LossyCarousel carousel = new LossyCarousel(publisher.catalog(), coded, loss, seed);
      LossyCarousel.Kept kept = new LossyCarousel.Kept();
      try (LossyCarousel.Listener listener = new LossyCarousel.Listener(kept, Optional.empty())) {
        carousel.send(listener, ENDLESS);
        assertWhole(kept.frames);
      }
      long passed = carousel.rounds.frames() + carousel.rounds.repairs();
      assertEquals(passed, kept.reception.passed(), 40); // but for those lost before the first
      assertEquals(loss, kept.reception.loss(), 0.1);
      sum += (double) passed / frames.size();
    }
    return sum / seeds;
  }

  @Test
  void roundsAreAsFewAsTheLossAllows() throws Exception {
    publish(185);
    assertEquals(1, meanRounds(true, 0), 0.001);
    assertEquals(1.06, meanRounds(true, 0.05), 0.03);
    assertEquals(1.13, meanRounds(true, 0.1), 0.04);
    assertEquals(1.28, meanRounds(true, 0.2), 0.06);
    assertEquals(1.72, meanRounds(true, 0.4), 0.1);
    assertTrue(meanRounds(false, 0.2) > 3);
  }

  private static long passed(int frames, int... numbers) {
    PassedNumbers passed = new PassedNumbers(FrameBlocks.of(frames));
    for (int number : numbers) {
      passed.hear(number);
    }
    return passed.passed();
  }

  /** 100 frames are 255 rows of one block: the numbers 0 to 254. */
  @Test
  void whatACarouselSentMeanwhileIsToldByNumbers() {
    assertEquals(0, passed(100));
    assertEquals(1, passed(100, 7));
    assertEquals(4, passed(100, 7, 8, 10));
    assertEquals(4, passed(100, 7, 8, 10, 9, 8, 10)); // overtaken, and copies
    assertEquals(180, passed(100, 7, 186)); // a long gap
    assertEquals(5, passed(100, 252, 1)); // frames follow the last row
    assertEquals(6, passed(100, 97, 99, 2)); // or the last frame, where there are no rows
  }

  @Test
  void whoJoinsLateCountsFromThere() throws Exception {
    publish(185);
    for (int late : new int[] {1, 100, 250, 400, 900}) {
      LossyCarousel carousel = carousel(0, 1);
      for (int i = 0; i < late; i++) {
        carousel.next();
      }
      LossyCarousel.Kept kept = new LossyCarousel.Kept();
      try (LossyCarousel.Listener listener = new LossyCarousel.Listener(kept, Optional.empty())) {
        carousel.send(listener, 185 + 185 / 16 + 20);
        assertTrue(listener.isDone());
        assertWhole(kept.frames);
        assertTrue(kept.reception.datagrams() <= 187, kept.reception::toString);
      }
    }
  }

  @Test
  void whoWasInterruptedKeepsCounting() throws Exception {
    publish(300);
    LossyCarousel carousel = carousel(0.3, 4);
    for (int i = 0; i < 200; i++) {
      carousel.next();
    }
    LossyCarousel.Kept kept = new LossyCarousel.Kept();
    long heard = 0;
    while (kept.frames.size() < 300) {
      assertTrue(kept.begun < 20);
      try (LossyCarousel.Listener listener = new LossyCarousel.Listener(kept, Optional.empty())) {
        carousel.send(listener, 60);
      }
      heard += kept.reception.frames() + kept.reception.rows();
    }
    assertWhole(kept.frames);
    assertTrue(kept.begun > 5);
    assertEquals(300, heard);
  }

  /** Who has begun with rows alone is not led away by somebody else's description. */
  @Test
  void aRowIsAPacketOfTheStreamToo() throws Exception {
    publish(30);
    LossyCarousel carousel = carousel(0, 1);
    for (int i = 0; i < 40; i++) {
      carousel.next();
    }
    LossyCarousel.Kept kept = new LossyCarousel.Kept();
    try (FramePublisher other =
            FramePublisher.bindClosed(
                List.of(Loopback.ANY_PORT), FramePublisherOptions.defaults());
        LossyCarousel.Listener listener = new LossyCarousel.Listener(kept, Optional.empty())) {
      other.publish("x", Loopback.frames(31));
      carousel.send(listener, 20);
      assertEquals(0, kept.frames.size());
      assertEquals(1, kept.begun);
      listener.hear(
          new LossyCarousel(other.catalog(), true, 0, 1).next(),
          new InetSocketAddress("127.0.0.1", 2));
      carousel.send(listener, 60);
      assertWhole(kept.frames);
      assertEquals(1, kept.begun);
    }
  }

  /** Frames that are there but cannot be read again are computed anew, and not given twice. */
  @Test
  void aSinkThatCannotReadGetsAllTheSame() throws Exception {
    publish(40);
    TreeMap<Integer, byte[]> came = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      came.put(i, frames.get(i));
    }
    LossyCarousel carousel = carousel(0.5, 3);
    try (LossyCarousel.Listener listener =
        new LossyCarousel.Listener(
            new FetchSink() {
              @Override
              public BitSet begin(StreamEntry stream) {
                BitSet present = new BitSet();
                present.set(0, 30);
                return present;
              }

              @Override
              public void accept(int number, byte[] frame) throws IOException {
                assertEquals(null, came.put(number, frame));
              }
            },
            Optional.empty())) {
      carousel.send(listener, ENDLESS);
      assertEquals(10, listener.summary().frames());
    }
    assertWhole(came);
  }

  @Test
  void memoryForRowsIsBoundedAndWhatFoundNoRoomComesAgain() throws Exception {
    MemoryRows rows = new MemoryRows((number, frame) -> {});
    byte[] megabyte = new byte[1 << 20];
    for (int i = 0; i < 64; i++) {
      assertTrue(rows.keep(i, megabyte));
    }
    assertFalse(rows.keep(64, new byte[1]));
    rows.accept(65, new byte[1]);
    assertEquals(null, rows.read(65));
    rows.discard(3);
    assertTrue(rows.keep(64, new byte[1]));
  }

  /** Frames with a checksum, as SirenCast's are. */
  private void publishChecked(int count) throws TransportException {
    SplittableRandom random = new SplittableRandom(count);
    frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[40 + random.nextInt(40)];
      random.nextBytes(content);
      ByteBuffer.wrap(content).putInt(0, crc(content));
      frames.add(content);
    }
    publisher.publish("x", frames);
  }

  private static int crc(byte[] frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame, 4, frame.length - 4);
    return (int) crc.getValue();
  }

  private static RowSink checking(LossyCarousel.Kept kept) {
    return new RowSink() {
      @Override
      public BitSet begin(StreamEntry stream) {
        return kept.begin(stream);
      }

      @Override
      public BitSet held() {
        return kept.held();
      }

      @Override
      public void accept(int number, byte[] frame) throws IOException {
        kept.accept(number, frame);
      }

      @Override
      public boolean keep(int number, byte[] row) {
        return kept.keep(number, row);
      }

      @Override
      public byte[] read(int number) {
        return kept.read(number);
      }

      @Override
      public boolean isSound(byte[] frame) {
        return frame.length >= 4 && ByteBuffer.wrap(frame).getInt() == crc(frame);
      }

      @Override
      public void heard(CarouselReception soFar) {
        kept.heard(soFar);
      }
    };
  }

  /** A datagram of another content under the right number, with the right checksum. */
  private static byte[] forged(byte[] datagram) {
    byte[] forged = datagram.clone();
    forged[CarouselWire.FRAME_BYTES + 20] ^= 1;
    return LossyCarousel.bytes(
        CarouselWire.seal(
            Unpooled.buffer().writeBytes(forged, 0, forged.length - CarouselWire.CRC_BYTES)));
  }

  private static boolean isRow(byte[] datagram, int frames) {
    return datagram[4] == CarouselWire.FRAME && ByteBuffer.wrap(datagram).getInt(13) >= frames;
  }

  /** However many are forged, the frames themselves get through, and the work is bounded. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20})
  void forgedRowsAreFoundOutAndCostNoMoreThanTime(int everyNth) throws Exception {
    publishChecked(200);
    LossyCarousel carousel = carousel(0.2, 8);
    LossyCarousel.Kept kept = new LossyCarousel.Kept();
    int[] seen = {0};
    try (LossyCarousel.Listener listener =
        new LossyCarousel.Listener(checking(kept), Optional.empty())) {
      carousel.send(
          listener,
          ENDLESS,
          datagram ->
              isRow(datagram, 200) && seen[0]++ % everyNth == 0 ? forged(datagram) : datagram);
      assertWhole(kept.frames);
    }
    assertTrue(kept.reception.spoiled() > 0);
    assertTrue(kept.reception.spoiled() <= 2 * CodedFrames.MAX_SPOILED, kept.reception::toString);
    assertTrue(carousel.rounds.rounds() <= 20);
  }

  @Test
  void forgedFramesThatDoNotSoundAreRefused() throws Exception {
    publishChecked(50);
    LossyCarousel carousel = carousel(0, 8);
    LossyCarousel.Kept kept = new LossyCarousel.Kept();
    try (LossyCarousel.Listener listener =
        new LossyCarousel.Listener(checking(kept), Optional.empty())) {
      carousel.send(
          listener,
          60,
          datagram ->
              datagram[4] == CarouselWire.FRAME && datagram[16] % 7 == 0
                  ? forged(datagram)
                  : datagram);
      carousel.send(listener, ENDLESS);
      assertWhole(kept.frames);
    }
    assertEquals(8, kept.reception.refused());
  }

  @Test
  void rowsOfAnotherLengthThrowTheBlocksRowsAway() throws Exception {
    publishChecked(4);
    LossyCarousel carousel = carousel(0, 8);
    LossyCarousel.Kept kept = new LossyCarousel.Kept();
    try (LossyCarousel.Listener listener =
        new LossyCarousel.Listener(checking(kept), Optional.empty())) {
      byte[] description = carousel.next();
      byte[][] sent = new byte[20][];
      for (int i = 0; i < sent.length; i++) {
        sent[i] = carousel.next();
      }
      listener.hear(description);
      listener.hear(sent[0]);
      listener.hear(longer(sent[5]));
      listener.hear(sent[6]);
      listener.hear(sent[7]);
      assertEquals(1, kept.frames.size());
      carousel.send(listener, ENDLESS);
      assertWhole(kept.frames);
      assertEquals(1, kept.reception.spoiled());
    }
  }

  private static byte[] longer(byte[] datagram) {
    return LossyCarousel.bytes(
        CarouselWire.seal(
            Unpooled.buffer()
                .writeBytes(datagram, 0, datagram.length - CarouselWire.CRC_BYTES)
                .writeByte(0)));
  }
}
