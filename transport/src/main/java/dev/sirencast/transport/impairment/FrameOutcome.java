package dev.sirencast.transport.impairment;

/** What became of a frame so far: how many of its copies are still under way. Not thread-safe. */
final class FrameOutcome {
  private final String label;
  private int underway = 1;
  private boolean arrived;

  FrameOutcome(String label) {
    this.label = label;
  }

  /** What the sender calls the frame; empty where it said nothing. */
  String label() {
    return label;
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
