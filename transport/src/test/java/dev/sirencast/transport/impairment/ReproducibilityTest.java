package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long run through every impairment that draws numbers, as one hash. */
class ReproducibilityTest {
  private static final String EVERYTHING =
      "dup(5%); loss(5%); loss(count=2,of=50); ge(p=2%,r=30%); corrupt(5%); ber(1e-3,scope=frame);"
          + "rate(20Mbit,queue=30); reorder(5%,gap=3); delay(20ms,jitter=5ms);"
          + "delay(5ms,jitter=2ms,dist=normal); delay(1ms,jitter=1ms,dist=exponential);"
          + "delay(1ms,jitter=1ms,dist=pareto)";

  /** The same on JDK 17 and 25; it may never change. */
  private static final String HASH =
      "33a83af66171eb97f6c5b16f76984cf602b6f4c93cca2a4ca80c491e1e5a0366";

  private static final int STREAMS = 16;
  private static final int FRAMES = 5_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void bytesDoNotDependOnThreadsOrTheJdk(int threads) throws Exception {
    assertEquals(HASH, hash(threads, 42));
  }

  @Test
  void anotherSeedGivesOtherBytes() throws Exception {
    assertNotEquals(HASH, hash(2, 43));
  }

  @Test
  void streamsDiffer() throws Exception {
    assertNotEquals(
        HexFormat.of().formatHex(stream(42, 1)), HexFormat.of().formatHex(stream(42, 2)));
  }

  private static String hash(int threads, long seed) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<byte[]>> streams = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        int number = i;
        streams.add(executor.submit(() -> stream(seed, number)));
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Future<byte[]> stream : streams) {
        digest.update(stream.get());
      }
      return HexFormat.of().formatHex(digest.digest());
    } finally {
      executor.shutdownNow();
    }
  }

  private static byte[] stream(long seed, int number) throws Exception {
    ChannelSession session = ChannelModel.parse(EVERYTHING).open(seed, number, 24);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] frame = new byte[200];
    for (int i = 0; i < FRAMES; i++) {
      frame[0] = (byte) i;
      session.offer(frame, i * 80_000L).forEach(digest::update);
    }
    session.flush().forEach(digest::update);
    return digest.digest();
  }
}
