package dev.sirencast.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogTicksTest {
  private static List<String> labels(LogTicks axis) {
    return axis.numbers().stream().filter(axis::isLabelled).map(axis::label).toList();
  }

  @Test
  void decadesAreLabelledOnALongAxis() {
    LogTicks axis = LogTicks.of(1e-4, 1e-2);
    assertEquals(List.of("1e-4", "1e-3", "1e-2"), labels(axis));
    assertEquals(19, axis.numbers().size());
    assertEquals(-4, axis.low(), 1e-12);
    assertEquals(-2, axis.high(), 1e-12);
  }

  @Test
  void aShortAxisBeginsWhereTheNumbersDo() {
    LogTicks axis = LogTicks.of(0.16, 1.037);
    assertEquals(List.of("0.1", "0.2", "0.5", "1", "2"), labels(axis));
    assertEquals(-1, axis.low(), 1e-12);
    assertEquals(Math.log10(2), axis.high(), 1e-12);
  }

  @Test
  void roundEndsMayBeFurtherApart() {
    assertEquals(List.of("0.05", "0.1", "0.2", "0.5", "1", "2"), labels(LogTicks.of(0.058, 1.037)));
  }

  @Test
  void aShortAxisOfLargeNumbersIsWrittenInFull() {
    assertEquals(List.of("2,000", "5,000", "10,000"), labels(LogTicks.of(2601, 9248)));
  }

  @Test
  void smallNumbersHaveTheirPowerOfTen() {
    assertEquals(List.of("1e-5", "2e-5", "5e-5", "1e-4"), labels(LogTicks.of(1e-5, 1e-4)));
  }

  @Test
  void endsOnARoundNumberStayThere() {
    LogTicks axis = LogTicks.of(0.2, 0.5);
    assertEquals(List.of("0.2", "0.5"), labels(axis));
    assertEquals(
        List.of(0.2, 0.3, 0.4, 0.5),
        axis.numbers().stream().map(x -> Math.round(x * 1e9) / 1e9).toList());
  }

  @Test
  void aSingleNumberHasADecade() {
    assertEquals(List.of("0.1", "1"), labels(LogTicks.of(0.1, 0.1)));
  }
}
