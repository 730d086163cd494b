package dev.sirencast.experiments.bench;

/**
 * How long a training step took on both engines. Immutable.
 *
 * @param what is trained
 * @param threads threads that worked
 * @param operations useful floating-point operations of a step
 * @param javaSeconds median of plain Java
 * @param torchSeconds median of libtorch, used in the way that was fastest
 * @param torchSetting that way
 */
public record EngineTimes(
    String what,
    int threads,
    double operations,
    double javaSeconds,
    double torchSeconds,
    String torchSetting) {
  /** How many times faster than libtorch plain Java was. */
  public double ratio() {
    return torchSeconds / javaSeconds;
  }
}
