package dev.sirencast.transport.carousel;

/**
 * How many numbers a carousel has gone through, lost ones included, told by those that arrive. For
 * one thread.
 */
final class PassedNumbers {
  /** What comes later than that many others is taken for what follows a long gap. */
  private static final int MOST_LATE = 1_000;

  private final int frames;
  private final int numbers;
  private int last = -1;
  private long passed;

  PassedNumbers(FrameBlocks blocks) {
    this.frames = blocks.frames();
    this.numbers = blocks.numbers();
  }

  /** Hears a number that there is. */
  void hear(int number) {
    if (last < 0) {
      last = number;
      passed = 1;
      return;
    }
    // Without repair rows, as older carousels are, the first frame follows the last.
    int cycle = number < last && last < frames ? frames : numbers;
    int step = Math.floorMod(number - last, cycle);
    if (step < cycle - Math.min(MOST_LATE, cycle / 4)) {
      passed += step;
      last = number;
    } // else it was overtaken
  }

  long passed() {
    return passed;
  }

  double rounds() {
    return (double) passed / frames;
  }
}
