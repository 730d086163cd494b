package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flipped bits: how many, and where. */
class DamageTest {
  private static final int HEADER = 24;

  @ParameterizedTest
  @CsvSource({"1e-6", "1e-5", "1e-3", "0.1", "0.5", "0.9"})
  void flipsAreBinomial(double rate) {
    int frames = 2_000;
    int bytes = 500;
    double bits = 8.0 * frames * bytes;
    ChannelSession session =
        ChannelModel.of(List.of(new BitErrors(rate, BitErrors.Part.FRAME))).open(5, 0);
    zeros(frames, bytes).forEach(session::offer);

    double bound = 4 * Math.sqrt(bits * rate * (1 - rate));
    assertEquals(bits * rate, session.statistics().bitsFlipped(), bound);

    double intact = frames * Math.pow(1 - rate, 8.0 * bytes);
    assertEquals(frames - intact, session.statistics().damaged(), 4 * Math.sqrt(intact) + 1);
  }

  @Test
  void flipsAreUniformOverTheBits() {
    int frames = 40_000;
    int[] perBit = new int[64];
    for (byte[] frame : ChannelModel.parse("ber(5%)").transmit(zeros(frames, 8), 6)) {
      for (int bit = 0; bit < 64; bit++) {
        perBit[bit] += (frame[bit / 8] >> (7 - bit % 8)) & 1;
      }
    }
    // Chi-square with 64 degrees of freedom: mean 64, standard deviation 11.3, four of them 45.
    double expected = frames * 0.05;
    double chiSquare = 0;
    for (int count : perBit) {
      chiSquare += (count - expected) * (count - expected) / (expected * 0.95);
    }
    assertEquals(64, chiSquare, 45);
  }

  @ParameterizedTest
  @CsvSource({"red, 0", "green, 1", "blue, 2"})
  void framesAreHitByTheirLabel(String scope, int hit) {
    List<String> labels = List.of("red", "green", "blue");
    ChannelModel model = ChannelModel.parse("dup(100%); ber(100%,scope=" + scope + ")", labels);
    ChannelSession session =
        model.open(1, HEADER).labelling(frame -> frame[0] == 3 ? "" : labels.get(frame[0]));
    for (byte kind = 0; kind <= labels.size(); kind++) {
      byte[] sent = new byte[HEADER + 10];
      sent[0] = kind;
      for (byte[] frame : session.offer(sent)) {
        assertEquals(kind == hit ? 80 : 0, ones(frame, HEADER, frame.length), scope);
        assertEquals(kind, frame[0]);
      }
    }
  }

  @Test
  void labelsHaveToBeGiven() {
    ChannelModel model = ChannelModel.parse("ber(1e-3,scope=red)", List.of("red"));
    assertTrue(model.asksForLabels());
    assertFalse(ChannelModel.parse("ber(1e-3,scope=frame)").asksForLabels());
    ChannelSession session = model.open(1, HEADER);
    assertThrows(IllegalStateException.class, () -> session.offer(new byte[HEADER]));
  }

  @ParameterizedTest
  @CsvSource({"payload, 0, 800", "header, 192, 0", "frame, 192, 800"})
  void certainErrorsFlipEveryBitOfTheScope(String scope, int inHeader, int inPayload) {
    ChannelModel model = ChannelModel.parse("ber(100%,scope=" + scope + ")");
    byte[] frame = model.transmit(zeros(1, HEADER + 100), 1, HEADER).get(0);

    assertEquals(inHeader, ones(frame, 0, HEADER));
    assertEquals(inPayload, ones(frame, HEADER, frame.length));
  }

  @Test
  void frameShorterThanTheHeaderHasNoPayload() {
    byte[] payload = ChannelModel.parse("ber(100%)").transmit(zeros(1, 10), 1, HEADER).get(0);
    byte[] header =
        ChannelModel.parse("ber(100%,scope=header)").transmit(zeros(1, 10), 1, HEADER).get(0);

    assertEquals(0, ones(payload, 0, 10));
    assertEquals(80, ones(header, 0, 10));
  }

  @Test
  void corruptionFlipsOneBitInItsShareOfTheFrames() {
    int frames = 20_000;
    int hit = 0;
    for (byte[] frame : ChannelModel.parse("corrupt(10%)").transmit(zeros(frames, 50), 8)) {
      int flips = ones(frame, 0, 50);
      assertEquals(flips, Math.min(flips, 1));
      hit += flips;
    }
    // Binomial, n = 20,000, p = 0.1: four standard deviations are 170.
    assertEquals(2_000, hit, 170);
  }

  @Test
  void copyDoesNotInheritTheDamageOfItsOriginal() {
    for (byte[] frame : ChannelModel.parse("dup(100%); corrupt(100%)").transmit(zeros(50, 8), 1)) {
      assertEquals(1, ones(frame, 0, 8));
    }
  }

  @Test
  void emptyFramesPassUnharmed() {
    List<byte[]> received =
        ChannelModel.parse("corrupt(100%); ber(100%,scope=frame)").transmit(zeros(3, 0), 1);

    assertEquals(List.of("", "", ""), Frames.hex(received));
  }

  private static List<byte[]> zeros(int frames, int bytes) {
    return new ArrayList<>(Collections.nCopies(frames, new byte[bytes]));
  }

  private static int ones(byte[] bytes, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += Integer.bitCount(bytes[i] & 0xFF);
    }
    return count;
  }
}
