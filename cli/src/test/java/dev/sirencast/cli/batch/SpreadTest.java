package dev.sirencast.cli.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.report.chart.Line;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void sharesAreOfTheNumbersThatThereAre() {
    Spread spread = Spread.of(new double[] {5, Double.NaN, 1, 3, 2, 4, Double.POSITIVE_INFINITY});
    assertEquals(1, spread.at(0));
    assertEquals(3, spread.at(0.5));
    assertEquals(5, spread.at(1));
    assertTrue(Spread.of(new double[] {Double.NaN}).isEmpty());
  }

  @Test
  void theCurveCountsWhatIsAtMostAsGreat() {
    List<Line.Point> points = Spread.of(new double[] {7, 1, 3, 9}).curve("a").points();
    assertEquals(List.of(1.0, 3.0, 7.0, 9.0), points.stream().map(Line.Point::x).toList());
    assertEquals(List.of(25.0, 50.0, 75.0, 100.0), points.stream().map(Line.Point::y).toList());
  }

  @Test
  void theCurveOfManyNumbersHasFewPoints() {
    double[] many = IntStream.rangeClosed(1, 12_345).asDoubleStream().toArray();
    List<Line.Point> points = Spread.of(many).curve("a").points();
    assertEquals(100, points.size());
    assertEquals(12_345, points.get(99).x());
    for (Line.Point point : points) {
      assertEquals(100 * point.x() / 12_345, point.y(), 1e-9);
    }
  }
}
