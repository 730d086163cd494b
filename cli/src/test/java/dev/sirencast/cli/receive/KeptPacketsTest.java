package dev.sirencast.cli.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPacketsTest {
  private static final byte[] BOTH = {1, 2, 3};

  @TempDir Path directory;

  private static KeptPackets packets(Path save) {
    KeptPackets packets = new KeptPackets(save);
    packets.add(new byte[] {1, 2});
    packets.add(new byte[] {3});
    return packets;
  }

  @Test
  void goWhereTheyWereAskedFor() throws IOException {
    Path save = directory.resolve("s.siren");
    KeptPackets packets = packets(save);
    packets.save();
    assertArrayEquals(BOTH, Files.readAllBytes(save));
    assertTrue(packets.rescued(directory.resolve("o.png")).contains(" in " + save + ": "));
  }

  @Test
  void goBesideASignalThatCannotBeWritten() throws IOException {
    packets(null).save();
    assertEquals(0, directory.toFile().list().length);
    String told = packets(null).rescued(directory.resolve("o.png"));
    Path beside = directory.resolve("o.png.siren");
    assertTrue(told.startsWith("; the packets are in " + beside + ": "), told);
    assertArrayEquals(BOTH, Files.readAllBytes(beside));
  }

  @Test
  void goAmongTheTemporaryFilesWhereNothingCanBeWrittenBesideOrSomethingIsThere()
      throws IOException {
    Files.writeString(directory.resolve("o.png.siren"), "precious");
    for (Path output : new Path[] {directory.resolve("o.png"), directory.resolve("gone/o.png")}) {
      String told = packets(null).rescued(output);
      Path file = Path.of(told.replaceFirst("^; the packets are in ", "").replaceFirst(": .*", ""));
      assertArrayEquals(BOTH, Files.readAllBytes(file));
      Files.delete(file);
      Files.delete(file.getParent());
    }
    assertEquals("precious", Files.readString(directory.resolve("o.png.siren")));
  }

  @Test
  void thatNobodyAskedForHaveALimit() {
    KeptPackets packets = new KeptPackets(null);
    byte[] frame = new byte[1 << 20];
    for (int i = 0; i <= 64; i++) {
      packets.add(frame);
    }
    String told = packets.rescued(directory.resolve("o.png"));
    assertEquals("; the packets could not be kept either", told);
  }
}
