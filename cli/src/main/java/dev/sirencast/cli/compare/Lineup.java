package dev.sirencast.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Gathers what is compared, and tells what is left out. Not thread-safe. */
final class Lineup {
  private final List<Contender> contenders = new ArrayList<>();
  private final Consumer<String> warn;

  /**
   * @param warn told of what has no room
   */
  Lineup(Consumer<String> warn) {
    this.warn = warn;
  }

  void add(Contender contender) {
    contenders.add(contender);
  }

  /** Adds a format with a protection, if it could be made. */
  void add(String format, String protection, Optional<Contender> made) {
    made.ifPresentOrElse(
        this::add,
        () ->
            warn.accept(
                format
                    + ", protection "
                    + protection
                    + ": not to be had in so few bytes, or of"
                    + " such a signal; it is left out"));
  }

  List<Contender> contenders() {
    return List.copyOf(contenders);
  }
}
