package dev.sirencast.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.quantization.QuantizedTensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RansTest {
  private static short[] normal(int count, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    short[] symbols = new short[count];
    for (int i = 0; i < count; i++) {
      double value = Math.rint(random.nextGaussian() * deviation);
      symbols[i] = (short) Math.max(-32767, Math.min(32767, value));
    }
    return symbols;
  }

  private static byte[] encode(SymbolTable table, short[] symbols) {
    RansEncoder encoder = new RansEncoder();
    for (int i = symbols.length - 1; i >= 0; i--) {
      encoder.put(table, symbols[i]);
    }
    return encoder.finish();
  }

  private static short[] decode(SymbolTable table, byte[] body, int count) {
    short[] symbols = new short[count];
    RansDecoder decoder = new RansDecoder(body);
    decoder.read(table, symbols, 0, 1, count);
    assertTrue(decoder.isAtEnd(), "not at the end");
    return symbols;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 1, 5, 31, 40, 300, 5000, 40000})
  void everySymbolComesBackUnderEveryModel(double deviation) {
    short[] symbols = normal(500, deviation, 1);
    symbols[17] = 32767;
    symbols[400] = -32767;
    for (int shape = 0; shape <= SymbolModel.MAX_SHAPE; shape++) {
      for (int j = 0; j <= SymbolModel.MAX_DEVIATION; j += 5) {
        SymbolTable table = new SymbolModel(j, shape).table();
        assertArrayEquals(symbols, decode(table, encode(table, symbols), symbols.length));
      }
    }
  }

  @ParameterizedTest(name = "normal of deviation {0}")
  @CsvSource({"0.5", "1", "4", "20", "100", "2000"})
  void aBodyIsAsLongAsItsModelSays(double deviation) {
    short[] symbols = normal(20_000, deviation, 2);
    QuantizedTensor tensor = QuantizedTensor.of(100, 200, 16, 1, symbols);
    SymbolModel model = SymbolModel.fit(tensor);
    double bits = model.bits(tensor);
    double coded = 8.0 * encode(model.table(), symbols).length;
    assertTrue(coded >= bits - 1 && coded <= bits + 48 + 0.001 * bits, coded + " for " + bits);
  }

  @ParameterizedTest(name = "normal of deviation {0}")
  @CsvSource({"1", "4", "20", "100", "2000"})
  void theFittedModelIsNearTheEntropy(double deviation) {
    short[] symbols = normal(200_000, deviation, 3);
    QuantizedTensor tensor = QuantizedTensor.of(400, 500, 16, 1, symbols);
    // Rounding adds a twelfth to the variance.
    double variance = deviation * deviation + 1 / 12.0;
    double entropy = Math.log(2 * Math.PI * Math.E * variance) / Math.log(4);
    double bits = SymbolModel.fit(tensor).bits(tensor) / symbols.length;
    assertEquals(entropy, bits, 0.02);
  }

  @Test
  void uniformSymbolsTakeHardlyMoreThanTheirLogarithm() {
    SplittableRandom random = new SplittableRandom(4);
    short[] symbols = new short[100_000];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (short) (random.nextInt(101) - 50);
    }
    QuantizedTensor tensor = QuantizedTensor.of(1000, 100, 16, 1, symbols);
    double bits = SymbolModel.fit(tensor).bits(tensor) / symbols.length;
    assertEquals(Math.log(101) / Math.log(2), bits, 0.06);
  }

  @Test
  void noBytesMakeTheDecoderFail() {
    SplittableRandom random = new SplittableRandom(5);
    short[] symbols = new short[300];
    for (int round = 0; round < 3000; round++) {
      byte[] body = new byte[random.nextInt(40)];
      random.nextBytes(body);
      SymbolTable table =
          new SymbolModel(
                  random.nextInt(SymbolModel.MAX_DEVIATION + 1),
                  random.nextInt(SymbolModel.MAX_SHAPE + 1))
              .table();
      assertDoesNotThrow(() -> new RansDecoder(body).read(table, symbols, 0, 1, 300));
    }
  }

  @Test
  void everyFlippedBitShowsAtTheEndOrInTheSymbols() {
    SymbolTable table = new SymbolModel(48, 0).table();
    short[] symbols = normal(100, 4, 6);
    byte[] body = encode(table, symbols);
    int unnoticed = 0;
    for (int bit = 0; bit < 8 * body.length; bit++) {
      byte[] damaged = body.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      RansDecoder decoder = new RansDecoder(damaged);
      short[] read = new short[symbols.length];
      decoder.read(table, read, 0, 1, read.length);
      if (decoder.isAtEnd()) {
        unnoticed++;
        assertFalse(Arrays.equals(symbols, read));
      }
    }
    // Most notice; the body's checksum is what is relied on.
    assertTrue(
        unnoticed <= body.length * 8 / 50,
        unnoticed + " of " + 8 * body.length + " end like a right body");
  }

  /**
   * Two models' frequencies in full, and a checksum of all: no platform and no change moves them.
   */
  @Test
  void tablesAreWhatTheyWere() {
    assertEquals("-7: 2 10 38 114 268 496 715 809 715 496 268 114 38 10 2 1", describe(40, 0));
    assertEquals("-3: 42 512 982 1023 982 512 42 1", describe(24, 6));
    CRC32C all = new CRC32C();
    for (int shape = 0; shape <= SymbolModel.MAX_SHAPE; shape++) {
      for (int deviation = 0; deviation <= SymbolModel.MAX_DEVIATION; deviation++) {
        all.update(describe(deviation, shape).getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertEquals(165223823L, all.getValue());
  }

  private static String describe(int deviation, int shape) {
    SymbolTable table = new SymbolModel(deviation, shape).table();
    StringBuilder text = new StringBuilder().append(table.first()).append(':');
    for (int entry = 0; entry <= table.escape(); entry++) {
      text.append(' ').append(table.frequency(entry));
    }
    return text.toString();
  }
}
