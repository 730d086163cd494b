package dev.sirencast.cli.sign.oms;

/** Is told how much of a model has been read. */
@FunctionalInterface
public interface Progress {
  /** Called now and then, in bytes. */
  void at(long done, long total);
}
