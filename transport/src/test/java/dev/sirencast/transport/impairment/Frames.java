package dev.sirencast.transport.impairment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Frames for tests: each begins with its own number. */
final class Frames {
  private Frames() {}

  /** Frames 0 to count - 1 of {@code size} bytes, 4 or more: the number, then zeros. */
  static List<byte[]> numbered(int count, int size) {
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(ByteBuffer.allocate(size).putInt(i).array());
    }
    return frames;
  }

  static List<Integer> numbers(List<byte[]> frames) {
    return frames.stream().map(frame -> ByteBuffer.wrap(frame).getInt()).toList();
  }

  static List<String> hex(List<byte[]> frames) {
    return frames.stream().map(HexFormat.of()::formatHex).toList();
  }

  /** Whether each of the frames 0 to count - 1 is absent. */
  static boolean[] absent(List<byte[]> received, int count) {
    boolean[] absent = new boolean[count];
    Arrays.fill(absent, true);
    numbers(received).forEach(number -> absent[number] = false);
    return absent;
  }
}
