package dev.sirencast.experiments.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecodeBenchTest {
  private static final DecodedNet SMALL =
      new DecodedNet(new SirenArchitecture(2, 16, 1, 3, 30, 30), CoordinateGrid.of(40, 30));

  @Test
  void timesEveryWayToDecodeWithOneThreadAndWithTwo() {
    List<String> heard = new ArrayList<>();
    List<DecodeTimes> results = new DecodeBench(2, heard::add).run(List.of(SMALL));
    assertEquals(List.of("2-16x2-3, 1 thread", "2-16x2-3, 2 threads"), heard);
    assertEquals(List.of(1, 2), results.stream().map(DecodeTimes::threads).toList());
    for (DecodeTimes times : results) {
      assertEquals(Set.of("vector", "plain", "libtorch"), times.seconds().keySet());
      assertTrue(times.seconds().values().stream().allMatch(seconds -> seconds > 0));
      assertTrue(times.sameBits(), times.hashes()::toString);
    }
    assertEquals(results.get(0).hashes(), results.get(1).hashes());
  }

  @Test
  void saysHowManyTimesFasterAndWhetherBitsDiffer() {
    DecodeTimes times =
        new DecodeTimes(
            "2-1x1-1",
            1,
            1,
            Map.of("vector", 0.5, "plain", 4.0, "libtorch", 2.0),
            "",
            Map.of("vector", 1, "plain", 2));
    assertEquals(4, times.overEngine("vector"));
    assertEquals(0.5, times.overEngine("plain"));
    assertFalse(times.sameBits());
  }

  @Test
  void refusesNoRounds() {
    assertThrows(IllegalArgumentException.class, () -> new DecodeBench(0, line -> {}));
  }
}
