package dev.sirencast.transport.carousel;

/**
 * What a subscriber of a carousel has heard of a stream.
 *
 * @param datagrams frames and repair rows of it that arrived, all below included
 * @param frames frames that were new
 * @param rows repair rows that were new, in blocks that were not whole yet
 * @param redundant what had come already, or was of a whole block
 * @param refused what was not as it should be, or found no room
 * @param restored frames that were computed from repair rows
 * @param blocks blocks of the stream
 * @param openBlocks those of them that are not whole
 * @param spoiled times that the rows of a block were thrown away, because what they gave was wrong
 * @param passed frames and rows that the carousel sent since the first was heard, those lost
 *     included, as their numbers tell
 * @param rounds {@code passed} in terms of the stream's frames
 */
public record CarouselReception(
    long datagrams,
    long frames,
    long rows,
    long redundant,
    long refused,
    long restored,
    int blocks,
    int openBlocks,
    long spoiled,
    long passed,
    double rounds) {
  /** The share of what the carousel sent that did not arrive, 0 to 1. */
  public double loss() {
    return passed == 0 ? 0 : Math.max(0, 1 - (double) datagrams / passed);
  }
}
