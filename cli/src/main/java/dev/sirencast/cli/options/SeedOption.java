package dev.sirencast.cli.options;

import picocli.CommandLine.Option;

/** {@code --seed}: what all that is random is drawn from. */
public final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all that is random (default: ${DEFAULT-VALUE}).")
  private long value;

  public SeedOption() {
    this(0);
  }

  /**
   * @param value where none is stated
   */
  public SeedOption(long value) {
    this.value = value;
  }

  public long value() {
    return value;
  }
}
