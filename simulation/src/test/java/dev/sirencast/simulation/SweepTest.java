package dev.sirencast.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
  @Test
  void goesInGeometricSteps() {
    assertEquals(
        List.of("0.00001", "0.00003162", "0.0001", "0.0003162", "0.001", "0.003162", "0.01"),
        texts("ber=1e-5..1e-2:7"));
    assertEquals(List.of("1%", "3%", "9%"), texts("ge.p=1%..9%:3"));
    assertEquals(List.of("8Mbit", "4Mbit", "2Mbit"), texts("rate=8Mbit..2Mbit:3"));
    assertEquals(List.of("1", "2", "4", "8"), texts("reorder.gap=1..8:4"));
    assertEquals(texts("ber=1e-5..1e-2:7"), texts("ber=1e-5..1e-2:7,log"));
    assertEquals(List.of("0%", "5%", "10%"), texts("loss=0%..10%:3,lin"));
    assertEquals("ge.p in %", Sweep.parse("ge.p=1%..9%:3").label());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ber            | 'ber' is not a sweep such as ber=1e-5..1e-2:7 or ge.p=1%..10%:5",
        "ber=1..2       | 'ber=1..2' is not a sweep",
        "ber=1..2:1     | a sweep has 2 to 100 values, got 1",
        "ber=1..2:101   | a sweep has 2 to 100 values, got 101",
        "ber=0..1:3     | 'ber=0..1:3' begins or ends with 0",
        "delay=1ms..2:3 | 'delay=1ms..2:3' has two units, 'ms' and ''",
        "ber=1..2:3,ln  | 'ber=1..2:3,ln' is not a sweep",
        "ber=-1..1:3    | 'ber=-1..1:3' is not a sweep",
        "ber=1e999..1:3 | 'ber=1e999..1:3' is not a sweep",
      })
  void saysWhatIsWrong(String text, String reason) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Sweep.parse(text.strip()))
                .getMessage());
    assertTrue(message.startsWith(reason), message);
  }

  private static List<String> texts(String text) {
    Sweep sweep = Sweep.parse(text);
    return sweep.values().stream().map(sweep::text).toList();
  }
}
