package dev.sirencast.fec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReedSolomonCodeTest {
  private final SplittableRandom random = new SplittableRandom(7);

  private byte[] body(int length) {
    byte[] body = new byte[length];
    random.nextBytes(body);
    return body;
  }

  /** Damages so many different bytes of one codeword of {@code codewords}. */
  private void damage(byte[] encoded, int errors, int word, int codewords) {
    boolean[] hit = new boolean[encoded.length];
    while (errors > 0) {
      int at = random.nextInt(encoded.length);
      if (at % codewords == word && !hit[at]) {
        hit[at] = true;
        encoded[at] ^= (byte) (1 + random.nextInt(255));
        errors--;
      }
    }
  }

  /** The parity bytes of a short body, worked out by dividing polynomials on paper's way. */
  @Test
  void checksAreTheRemainderOfDivision() {
    // generator (x - 2)(x - 4) = x^2 + 6 x + 8; 1 x^2 mod it = 6 x + 8
    assertArrayEquals(new byte[] {1, 6, 8}, ReedSolomonCode.of(2).encode(new byte[] {1}));
    // 3 times that, as the code is linear: 3 * 6 = 10, 3 * 8 = 24
    assertArrayEquals(new byte[] {3, 10, 24}, ReedSolomonCode.of(2).encode(new byte[] {3}));
  }

  @Test
  void everySingleWrongByteIsCorrected() {
    ReedSolomonCode code = ReedSolomonCode.of(2);
    byte[] sent = code.encode(body(11));
    for (int at = 0; at < sent.length; at++) {
      for (int error = 1; error < 256; error++) {
        byte[] received = sent.clone();
        received[at] ^= (byte) error;
        assertTrue(code.correct(received));
        assertArrayEquals(sent, received);
      }
    }
  }

  @Test
  void everyPairOfWrongBytesIsCorrected() {
    ReedSolomonCode code = ReedSolomonCode.of(4);
    byte[] sent = code.encode(body(9));
    for (int i = 0; i < sent.length; i++) {
      for (int j = 0; j < i; j++) {
        byte[] received = sent.clone();
        received[i] ^= (byte) (1 + random.nextInt(255));
        received[j] ^= (byte) (1 + random.nextInt(255));
        assertTrue(code.correct(received));
        assertArrayEquals(sent, received);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16, 32, 64})
  void halfAsManyAsThereAreChecksAreCorrectedInEveryCodeword(int checks) {
    ReedSolomonCode code = ReedSolomonCode.of(checks);
    for (int length : new int[] {1, 2, 100, 255 - checks, 256 - checks, 700, 1000}) {
      byte[] sent = code.encode(body(length));
      int codewords = (sent.length + 254) / 255;
      for (int round = 0; round < 20; round++) {
        byte[] received = sent.clone();
        for (int word = 0; word < codewords; word++) {
          // the parity bytes follow the body with a shift, so a residue stands for two codewords
          // there
          if (length % codewords == 0) {
            damage(received, checks / 2, word, codewords);
          } else if (word == 0) {
            damage(received, checks / 2, random.nextInt(codewords), codewords);
          }
        }
        assertTrue(code.correct(received), checks + " of " + length);
        assertArrayEquals(sent, received);
      }
    }
  }

  @Test
  void whatCannotBeCorrectedStaysAsItArrived() {
    ReedSolomonCode code = ReedSolomonCode.of(32);
    byte[] sent = code.encode(body(223 * 2));
    byte[] received = sent.clone();
    damage(received, 40, 0, 2);
    damage(received, 16, 1, 2);
    byte[] before = received.clone();
    assertFalse(code.correct(received));
    for (int i = 0; i < sent.length; i++) {
      assertEquals(i % 2 == 0 ? before[i] : sent[i], received[i]);
    }
  }

  @Test
  void bodyStaysAsItIs() {
    byte[] body = body(500);
    assertArrayEquals(body, Arrays.copyOf(ReedSolomonCode.of(16).encode(body), 500));
  }

  @Test
  void lengthsAgree() {
    for (int checks = 2; checks <= ReedSolomonCode.MAX_CHECKS; checks += 2) {
      ReedSolomonCode code = ReedSolomonCode.of(checks);
      for (int length = 1; length <= 1100; length++) {
        int encoded = code.encodedLength(length);
        assertEquals(encoded, code.encode(new byte[length]).length);
        assertEquals(length, code.bodyLength(encoded));
        assertTrue(code.correct(new byte[encoded]));
      }
    }
  }

  @Test
  void noLengthAndNoBytesMakeItThrow() {
    ReedSolomonCode code = ReedSolomonCode.of(16);
    for (int length = 0; length < 600; length++) {
      byte[] noise = body(length);
      code.correct(noise);
      assertEquals(length, noise.length);
    }
  }

  @Test
  void refusesNumbersOfChecksThatAreNone() {
    for (int checks : new int[] {-2, 0, 1, 3, 66}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> ReedSolomonCode.of(checks))
              .getMessage();
      assertEquals("parity bytes are even, 2 to 64, got " + checks, message);
    }
  }
}
