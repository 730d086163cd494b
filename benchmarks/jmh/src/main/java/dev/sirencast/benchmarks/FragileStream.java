package dev.sirencast.benchmarks;

/** A stream in which nothing stands alone. */
interface FragileStream {
  /** What it is, in a few words. */
  String name();

  /** The stream. */
  byte[] bytes();

  /** What is left of what arrived of it, in decibels. */
  double psnr(Damage.Arrived arrived);
}
