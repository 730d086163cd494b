package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Writes;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * One step of an encoding that several processes do: how {@code encode-batch} has very large
 * signals encoded. Of N parts, step 0 trains what all stand on, steps 1 to N train a part of the
 * patches each, and step N + 1 makes the stream of what they have left in a folder.
 */
final class PartOptions {
  private static final Pattern STEP = Pattern.compile("(\\d{1,5})/([1-9]\\d{0,4})");

  @Option(
      names = "--part",
      hidden = true,
      paramLabel = "STEP/N",
      description = "Of N parts, one step of encoding: 0, 1 to N, or N + 1.")
  private @Nullable String step;

  @Option(
      names = "--parts",
      hidden = true,
      paramLabel = "DIR",
      description = "Where steps leave what the others need.")
  @Writes(folder = true)
  private @Nullable Path folder;

  /** Whether one step alone is asked for. */
  boolean isUsed() {
    return step != null;
  }

  /** The step, 0 to N + 1. */
  int step() {
    return number(1);
  }

  /** N, how many parts there are. */
  int parts() {
    return number(2);
  }

  /** Whether the step makes the stream. */
  boolean isLast() {
    return step() == parts() + 1;
  }

  /** What step 0 writes. */
  Path foundation() {
    return file(0);
  }

  /** What a step writes. */
  Path file(int number) {
    if (folder == null) {
      throw CommandException.usage("--part needs --parts DIR", null);
    }
    return folder.resolve(number == 0 ? "base" : Integer.toString(number));
  }

  private int number(int group) {
    Matcher matcher = STEP.matcher(step == null ? "" : step);
    if (!matcher.matches()) {
      throw CommandException.usage("--part is a step of N parts such as 0/4, got " + step, null);
    }
    return Integer.parseInt(matcher.group(group));
  }
}
