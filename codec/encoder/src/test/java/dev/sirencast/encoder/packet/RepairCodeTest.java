package dev.sirencast.encoder.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.format.BlockCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What codes make of classes of every small size. */
class RepairCodeTest {
  @Test
  void noRepairPacketsAreNoCode() {
    assertEquals(RepairCode.none(), RepairCode.reedSolomon(5, 0));
    assertEquals(FecScheme.NONE, FecScheme.ofOverhead(0));
    assertTrue(RepairCode.none().isNone());
    assertEquals(BlockCode.NONE, RepairCode.none().over(7, 3));
  }

  @Test
  void everyClassGetsItsShareOfReedSolomonPacketsInFewBlocks() {
    for (int k = 1; k <= 9; k++) {
      for (int m = 1; m <= 6; m++) {
        RepairCode code = RepairCode.reedSolomon(k, m);
        for (int n = 1; n <= 40; n++) {
          for (int depth = 1; depth <= 3; depth++) {
            BlockCode block = code.over(n, depth);
            assertEquals((m * n + k - 1) / k, block.repairPackets());
            int expected = Math.min(n, Math.max(depth, (n + k - 1) / k));
            assertEquals(expected, block.blocks(), code + " of " + n);
          }
        }
      }
    }
  }

  @Test
  void everyRowAndColumnOfARectangleHasItsPacket() {
    for (int rows = 1; rows <= 5; rows++) {
      for (int columns = 1; columns <= 5; columns++) {
        RepairCode code = RepairCode.parity(rows, columns);
        BlockCode full = code.over(rows * columns, 1);
        assertEquals(rows + columns, full.repairPackets());
        assertEquals(full.repairPackets() / (double) (rows * columns), code.overhead());
        for (int n = 1; n <= 40; n++) {
          BlockCode block = code.over(n, 1);
          int inBlock = (n + block.blocks() - 1) / block.blocks();
          assertTrue(inBlock <= rows * columns, code + " of " + n);
          int perBlock = block.repairPackets() / block.blocks();
          assertTrue((perBlock - block.columns()) * block.columns() >= inBlock, code + " of " + n);
        }
      }
    }
  }

  @Test
  void codesThatAreNoneAreRefused() {
    List<Runnable> wrong =
        List.of(
            () -> RepairCode.reedSolomon(0, 1),
            () -> RepairCode.reedSolomon(1, -1),
            () -> RepairCode.reedSolomon(200, 56),
            () -> new RepairCode.ReedSolomon(5, 0),
            () -> RepairCode.parity(0, 1),
            () -> RepairCode.parity(1, 0),
            () -> RepairCode.parity(15, 16),
            () -> RepairCode.parity(Integer.MAX_VALUE, Integer.MAX_VALUE));
    wrong.forEach(one -> assertThrows(IllegalArgumentException.class, one::run));
  }
}
