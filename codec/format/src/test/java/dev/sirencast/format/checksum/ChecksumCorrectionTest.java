package dev.sirencast.format.checksum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.format.PacketFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumCorrectionTest {
  private final SplittableRandom random = new SplittableRandom(1);

  private byte[] body(int length) {
    byte[] body = new byte[length];
    random.nextBytes(body);
    return body;
  }

  private static int checksum(byte[] body) {
    return Crc32c.of(body, 0, body.length);
  }

  private static void flip(byte[] body, int bit) {
    body[bit >> 3] ^= (byte) (1 << (bit & 7));
  }

  /** Flips so many different bits. */
  private void flipAny(byte[] body, int flips) {
    random.ints(0, 8 * body.length).distinct().limit(flips).forEach(bit -> flip(body, bit));
  }

  @Test
  void theLongestBodyOfAPacketIsNotTooLong() {
    assertEquals(PacketFormat.MAX_BODY_BYTES, ChecksumCorrection.MAX_BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64, 655, 656, ChecksumCorrection.MAX_BYTES})
  void everyFlippedBitIsPutRight(int length) {
    byte[] sent = body(length);
    for (int bit = 0; bit < 8 * length; bit++) {
      byte[] arrived = sent.clone();
      flip(arrived, bit);
      assertTrue(ChecksumCorrection.correct(arrived, checksum(sent)));
      assertArrayEquals(sent, arrived);
    }
  }

  @Test
  void allPairsOfAShortBodyArePutRight() {
    byte[] sent = body(12);
    for (int one = 0; one < 8 * sent.length; one++) {
      for (int other = 0; other < one; other++) {
        byte[] arrived = sent.clone();
        flip(arrived, one);
        flip(arrived, other);
        assertTrue(ChecksumCorrection.correct(arrived, checksum(sent)));
        assertArrayEquals(sent, arrived);
      }
    }
  }

  /** Pairs that are not put right are left alone: another pair has the same checksum. */
  @ParameterizedTest
  @CsvSource({"2,0", "300,0", "655,0", "800,30", "1082,100"})
  void pairsArePutRightOrLeftAlone(int length, int atMost) {
    int left = 0;
    for (int trial = 0; trial < 5000; trial++) {
      byte[] sent = body(length);
      byte[] arrived = sent.clone();
      flipAny(arrived, 2);
      byte[] before = arrived.clone();
      boolean corrected = ChecksumCorrection.correct(arrived, checksum(sent));
      assertArrayEquals(corrected ? sent : before, arrived);
      left += corrected ? 0 : 1;
    }
    assertTrue(left <= atMost, left + " of 5000 left");
  }

  /** The rates that the documentation states, in bodies of 1,082 bytes; others are left alone. */
  @ParameterizedTest
  @CsvSource({"3,0", "4,110", "5,0", "6,110", "50,110"})
  void moreFlipsSeldomLookLikeFewer(int flips, int atMost) {
    int wrong = 0;
    for (int trial = 0; trial < 5000; trial++) {
      byte[] sent = body(ChecksumCorrection.MAX_BYTES);
      byte[] arrived = sent.clone();
      flipAny(arrived, flips);
      byte[] before = arrived.clone();
      boolean corrected = ChecksumCorrection.correct(arrived, checksum(sent));
      if (corrected) {
        assertEquals(checksum(sent), checksum(arrived));
        wrong++;
      } else {
        assertArrayEquals(before, arrived);
      }
    }
    assertTrue(wrong <= atMost, wrong + " of 5000 wrong");
  }

  @Test
  void anyBytesAndChecksumAreSafe() {
    for (int length = 0; length < 40; length++) {
      for (int trial = 0; trial < 200; trial++) {
        byte[] body = body(length);
        byte[] before = body.clone();
        int checksum = random.nextInt();
        if (ChecksumCorrection.correct(body, checksum)) {
          assertEquals(checksum, checksum(body));
        } else {
          assertArrayEquals(before, body);
        }
      }
    }
    assertFalse(ChecksumCorrection.correct(new byte[0], 1));
  }

  @Test
  void whatIsRightOrLongerThanAnyBodyIsLeftAlone() {
    byte[] right = body(100);
    assertFalse(ChecksumCorrection.correct(right, checksum(right)));
    byte[] body = body(ChecksumCorrection.MAX_BYTES + 1);
    int checksum = checksum(body);
    flip(body, 3);
    assertFalse(ChecksumCorrection.correct(body, checksum));
  }

  /** Of all choices of bits that the checksum allows, the one that is a body. */
  @ParameterizedTest
  @CsvSource({"20,1", "20,2", "20,3", "150,3", "800,2", "300,3"})
  void whatTheBodyConfirmsIsPutRight(int length, int flips) {
    for (int trial = 0; trial < 4; trial++) {
      byte[] sent = body(length);
      byte[] arrived = sent.clone();
      flipAny(arrived, flips);
      assertTrue(
          ChecksumCorrection.correct(
              arrived, checksum(sent), likely -> java.util.Arrays.equals(sent, likely)));
      assertArrayEquals(sent, arrived);
    }
  }

  @Test
  void whatNothingConfirmsIsLeftAlone() {
    for (int flips = 1; flips <= 4; flips++) {
      byte[] sent = body(100);
      byte[] arrived = sent.clone();
      flipAny(arrived, flips);
      byte[] before = arrived.clone();
      assertFalse(ChecksumCorrection.correct(arrived, checksum(sent), likely -> false));
      assertArrayEquals(before, arrived);
    }
  }
}
