package dev.sirencast.cli.base;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How files of what has arrived so far are called: {@code a-00042.png} for 42 packets of {@code
 * a.png}.
 *
 * @param stem what stands before the number
 * @param ending what stands behind it
 */
public record SnapshotName(String stem, String ending) {
  public static SnapshotName of(Path output) {
    String name = String.valueOf(output.getFileName());
    int dot = Math.max(0, name.lastIndexOf('.'));
    return new SnapshotName(name.substring(0, dot) + "-", name.substring(dot));
  }

  public String at(int packets) {
    return String.format(Locale.ROOT, "%s%05d%s", stem, packets, ending);
  }

  /** Whether a file of some number has this name. */
  public boolean fits(String name) {
    return name.matches(Pattern.quote(stem) + "\\d{5,}" + Pattern.quote(ending));
  }
}
