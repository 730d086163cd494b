package dev.sirencast.transport.impairment;

/** What became of a frame so far: how many of its copies are still under way. Not thread-safe. */
final class Fate {
  private int underway = 1;
  private boolean arrived;
  private BitErrors.Scope holds = BitErrors.Scope.FRAME;

  /** What the frame holds, {@link BitErrors.Scope#FRAME} where nobody said. */
  BitErrors.Scope holds() {
    return holds;
  }

  void setHolds(BitErrors.Scope part) {
    holds = part;
  }

  void copied() {
    underway++;
  }

  void lost() {
    underway--;
  }

  void arrived() {
    underway--;
    arrived = true;
  }

  boolean isDecided() {
    return arrived || underway == 0;
  }

  /** Whether no copy came or may still come. */
  boolean isMissing() {
    return !arrived && underway == 0;
  }
}
