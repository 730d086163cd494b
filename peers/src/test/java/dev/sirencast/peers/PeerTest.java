package dev.sirencast.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.media.TestCard;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.Delivery;
import dev.sirencast.simulation.Transfers;
import dev.sirencast.transport.impairment.ChannelModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {
  private static final int BYTES = 2600;
  private static final int PACKET = 300;
  private static final Signal PICTURE = TestCard.create(96, 64);
  private static final Signal SOUND = sound();
  private static final Map<String, List<Peer>> MADE = new ConcurrentHashMap<>();

  /** A quarter of a second of three falling tones. */
  private static Signal sound() {
    int rate = 22_050;
    float[] samples = new float[rate / 4];
    for (int i = 0; i < samples.length; i++) {
      double t = (double) i / rate;
      double wave = Math.sin(2e3 * t) + Math.sin(3.1e3 * t) + 0.5 * Math.sin(9e3 * t);
      samples[i] = (float) (0.5 + 0.2 * wave * Math.exp(-2 * t));
    }
    AudioFormat format = new AudioFormat(rate, SampleEncoding.PCM_16, 0, 1);
    return Signal.of(format, CoordinateGrid.of(samples.length), 1, samples);
  }

  private static Signal signal(PeerFormat format) {
    return PeerFormat.of(PICTURE.kind()).contains(format) ? PICTURE : SOUND;
  }

  /** Made once, for all tests. */
  private static List<Peer> peers(PeerFormat format, int repairs) {
    return MADE.computeIfAbsent(
        format + " " + repairs, key -> format.peers(signal(format), BYTES, PACKET, 20, repairs));
  }

  private static List<Delivery> sent(Peer peer, String channel) {
    return new Transfers(peer, ChannelModel.parse(channel), 1_000_000).run(12, 7, 1, () -> true);
  }

  @ParameterizedTest
  @EnumSource
  void takesNoMoreThanItsBytesAndFillsThem(PeerFormat format) {
    for (int repairs : new int[] {0, 5}) {
      List<Peer> peers = peers(format, repairs);
      assertTrue(peers.stream().anyMatch(peer -> peer.bytes() > 0.8 * BYTES), "bytes are used");
      for (Peer peer : peers) {
        assertTrue(peer.bytes() <= BYTES, peer.how() + " " + peer.bytes());
        assertTrue(peer.frames().stream().allMatch(frame -> frame.length <= PACKET), peer.how());
        assertTrue(peer.whole().decibels() > 20, peer.how() + " " + peer.whole());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void arrivesWholeThroughACleanChannel(PeerFormat format) {
    for (Peer peer : peers(format, 0)) {
      for (Delivery delivery : sent(peer, "none")) {
        assertEquals(peer.whole(), delivery);
        assertTrue(delivery.decoded());
      }
    }
  }

  /** Five of every 25 packets are repaired, and not six. */
  @ParameterizedTest
  @EnumSource
  void repairsWhatTheCodeCan(PeerFormat format) {
    for (Peer peer : peers(format, 5)) {
      int packets = peer.frames().size();
      int source = packets * 20 / 25;
      List<byte[]> frames = peer.frames();
      List<byte[]> repaired = frames.subList(packets - source, packets);
      assertEquals(peer.whole(), peer.receive(repaired));
      List<byte[]> fewer = frames.subList(packets - source + 2, packets);
      assertTrue(peer.receive(fewer).decibels() < peer.whole().decibels(), peer.how());
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesQualityToLossesAndIsNothingWithoutPackets(PeerFormat format) {
    for (Peer peer : peers(format, 0)) {
      assertFalse(peer.receive(List.of()).decoded());
      double mean =
          sent(peer, "loss(20%)").stream().mapToDouble(Delivery::decibels).average().orElseThrow();
      assertTrue(mean < peer.whole().decibels() - 1, peer.how() + " " + mean);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyDamageIsReadAsFarAsItGoes(PeerFormat format) {
    for (Peer peer : peers(format, 0)) {
      for (Delivery delivery :
          sent(peer.with(Peer.Receiver.TAKING_DAMAGED), "ber(1e-3,scope=frame)")) {
        assertTrue(Double.isFinite(delivery.decibels()));
      }
      assertEquals(sent(peer, "ber(1e-3)"), sent(peer, "ber(1e-3)"));
    }
  }

  /** A bit in each packet, and two in some. */
  @ParameterizedTest
  @EnumSource
  void flippedBitsArePutRightByTheChecksumWhereThatIsAskedFor(PeerFormat format) {
    for (Peer peer : peers(format, 0)) {
      List<byte[]> flipped =
          peer.frames().stream()
              .map(
                  frame -> {
                    byte[] copy = frame.clone();
                    copy[copy.length - 1] ^= 4;
                    copy[copy.length / 2] ^= (byte) (copy.length % 2);
                    return copy;
                  })
              .toList();
      assertFalse(peer.receive(flipped).decoded());
      assertEquals(peer.whole(), peer.with(Peer.Receiver.CORRECTING).receive(flipped));
    }
  }
}
