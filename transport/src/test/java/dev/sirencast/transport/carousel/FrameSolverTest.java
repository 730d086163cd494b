package dev.sirencast.transport.carousel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sirencast.fec.ErasureCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameSolverTest {
  private static final int SOURCES = 4;
  private static final int SYMBOL = 12;
  private final ErasureCode code = ErasureCode.reedSolomon(SOURCES, SOURCES);
  private final List<byte[]> frames =
      List.of(new byte[] {1}, new byte[] {2, 3, 4}, new byte[10], new byte[] {-1, 0});
  private List<byte[]> rows;

  @BeforeEach
  void fill() {
    rows = new ArrayList<>(frames);
    rows.addAll(code.encode(frames.stream().map(frame -> FrameSymbol.of(frame, SYMBOL)).toList()));
  }

  @Test
  void everyChoiceOfEnoughRowsGivesTheFrames() {
    for (int choice = 0; choice < 1 << 2 * SOURCES; choice++) {
      if (Integer.bitCount(choice) == SOURCES) {
        List<byte[]> left = new ArrayList<>(Collections.nCopies(2 * SOURCES, null));
        for (int row = 0; row < 2 * SOURCES; row++) {
          left.set(row, (choice >> row & 1) == 1 ? rows.get(row) : null);
        }
        if (choice != (1 << SOURCES) - 1) { // repair rows alone tell how long a symbol is
          List<byte[]> solved = FrameSolver.solve(code, SOURCES, left);
          for (int i = 0; i < SOURCES; i++) {
            assertArrayEquals(frames.get(i), solved.get(i), "choice " + choice + ", frame " + i);
          }
        }
      }
    }
  }

  @Test
  void repairRowsOfTwoLengthsContradictEachOther() {
    rows.set(0, null);
    rows.set(7, new byte[SYMBOL + 1]);
    assertNull(FrameSolver.solve(code, SOURCES, rows));
    Collections.fill(rows.subList(0, SOURCES), null);
    assertNull(FrameSolver.solve(code, SOURCES, rows));
  }

  @Test
  void aFrameLongerThanARepairRowContradictsIt() {
    rows.set(0, null);
    rows.set(1, new byte[SYMBOL]);
    assertNull(FrameSolver.solve(code, SOURCES, rows));
  }

  @Test
  void whatIsNoFrameContradicts() {
    rows.set(0, null);
    rows.get(4)[5] ^= 1; // behind the first frame's end there have to be zeros
    Collections.fill(rows.subList(5, 2 * SOURCES), null);
    assertNull(FrameSolver.solve(code, SOURCES, rows));
  }
}
