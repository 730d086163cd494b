package dev.sirencast.transport.impairment;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What was once recorded, done again: {@code trace(FILE)}.
 *
 * <p>Frame n of the transfer fares as frame n of the recording did: it is lost, delayed,
 * duplicated, overtaken and damaged in the same way. Behind its end the recording begins anew.
 * Flips beyond a frame's end are left out. No seed changes it.
 *
 * @param file the file's name, as it was written; without brackets, commas and semicolons
 * @param trace what was in it
 */
public record TraceReplay(String file, ChannelTrace trace) implements Impairment {
  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it cannot be read or is not a trace
   */
  static TraceReplay read(String file) {
    try {
      return new TraceReplay(file, ChannelTrace.read(Path.of(file)));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "trace(" + file + ")";
  }
}
