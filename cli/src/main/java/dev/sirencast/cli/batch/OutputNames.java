package dev.sirencast.cli.batch;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.media.TestCard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where streams go: below the output's folder as their inputs lie below a root, {@code .siren}
 * instead of their endings. Inputs that would share a name keep their endings, {@code x.png.siren}
 * and {@code x.wav.siren}; those that still would are numbered, {@code x.PNG-2.siren}. One that has
 * a result keeps the name that it has there, whoever comes after it.
 */
final class OutputNames {
  private static final String ENDING = ".siren";

  private final Path folder;
  private final Path root;
  private final Map<String, String> namesBefore = new HashMap<>();
  private final Map<String, String> ownersBefore = new HashMap<>();

  /**
   * Returns names below a folder.
   *
   * @param root what inputs' places are relative to
   * @param before the results that are there
   */
  OutputNames(Path folder, Path root, Iterable<ResultRow> before) {
    this.folder = folder;
    this.root = real(root);
    for (ResultRow row : before) {
      String input = key(row.text(ResultRow.INPUT));
      String name = row.text(ResultRow.NAME);
      namesBefore.put(input, name);
      ownersBefore.put(fold(name), input);
    }
  }

  /**
   * Names the outputs.
   *
   * @throws CommandException if an input is not below the root, or one of them would be written
   *     over
   */
  List<BatchItem> of(List<String> inputs) {
    Map<String, Integer> sharing = new HashMap<>();
    inputs.forEach(input -> sharing.merge(fold(name(input, false)), 1, Integer::sum));
    List<BatchItem> items = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    Set<String> read = new HashSet<>();
    inputs.forEach(input -> read.add(key(input)));
    for (String input : inputs) {
      String before = namesBefore.get(key(input));
      boolean isOwn = before != null && ownersBefore.get(fold(before)).equals(key(input));
      boolean isShared = sharing.get(fold(name(input, false))) > 1;
      String name =
          isOwn ? before : free(input, isShared, own -> taken.contains(own) || isTaken(own, read));
      taken.add(fold(name));
      Path output = folder.resolve(name);
      if (read.contains(key(output.toString()))) {
        throw CommandException.usage(
            output + ": is an input, and would be written over; expected another -o", null);
      }
      items.add(new BatchItem(input, name, output));
    }
    return items;
  }

  /** The first name that nobody has. */
  private String free(String input, boolean isShared, Predicate<String> isTaken) {
    String name = name(input, isShared);
    if (isTaken.test(fold(name))) {
      name = name(input, true);
    }
    String stem = name.substring(0, name.length() - ENDING.length());
    for (int i = 2; isTaken.test(fold(name)); i++) {
      name = stem + "-" + i + ENDING;
    }
    return name;
  }

  /** A name is free again where its owner is gone, as when an archive has moved. */
  private boolean isTaken(String folded, Set<String> inputs) {
    String owner = ownersBefore.get(folded);
    return owner != null && (inputs.contains(owner) || Files.exists(Path.of(owner)));
  }

  /** Some file systems tell no upper from lower case. */
  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private String name(String input, boolean whole) {
    if (TestCard.isNamedBy(input)) {
      return input.replace(':', '-') + ENDING;
    }
    Path file = real(Path.of(input));
    if (!file.startsWith(root)) {
      throw CommandException.usage(input + ": is not below --root " + root, null);
    }
    StringBuilder name = new StringBuilder();
    root.relativize(file).forEach(part -> name.append('/').append(part));
    int dot = name.lastIndexOf(".");
    boolean hasEnding = dot > name.lastIndexOf("/") + 1;
    return (whole || !hasEnding ? name.substring(1) : name.substring(1, dot)) + ENDING;
  }

  private static String key(String input) {
    return TestCard.isNamedBy(input) ? input : real(Path.of(input)).toString();
  }

  private static Path real(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
