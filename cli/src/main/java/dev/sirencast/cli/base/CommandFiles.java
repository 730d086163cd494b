package dev.sirencast.cli.base;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The files that one run of a command reads and writes.
 *
 * <p>No file that is written may be one that is read, or that is written besides: it would be lost.
 * Options and parameters say what they name by {@link Reads} and {@link Writes}; what follows from
 * them a command tells of itself.
 */
public final class CommandFiles {
  private final List<Use> read = new ArrayList<>();
  private final List<Use> written = new ArrayList<>();
  private final List<Path> secrets = new ArrayList<>();
  private final List<Folder> folders = new ArrayList<>();

  /** A file, and the option or parameter that names it. */
  private record Use(String option, Path file) {}

  /** A folder, and which names files that are written there have. */
  private record Folder(String option, Path path, Predicate<String> names) {
    boolean holds(Path file) {
      return path.equals(file.getParent()) && names.test(file.getFileName().toString());
    }
  }

  /** Returns the files that the options of a command name, which have been read. */
  static CommandFiles of(CommandSpec spec) {
    CommandFiles files = new CommandFiles();
    for (ArgSpec argument : spec.args()) {
      if (argument.userObject() instanceof AnnotatedElement field) {
        files.add(label(argument), argument.getValue(), field);
      }
    }
    return files;
  }

  /** What users call an option or parameter. */
  public static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.names()[0] : argument.paramLabel();
  }

  private void add(String option, @Nullable Object value, AnnotatedElement field) {
    Reads reads = field.getAnnotation(Reads.class);
    if (reads != null) {
      List<Path> named = texts(value).flatMap(text -> reads.value().files(text).stream()).toList();
      named.forEach(file -> reads(option, file));
      if (reads.secret()) {
        secrets.addAll(named);
      }
    }
    Writes writes = field.getAnnotation(Writes.class);
    if (writes != null && !writes.folder()) {
      texts(value).forEach(text -> writes(option, Path.of(text)));
    }
  }

  private static Stream<String> texts(@Nullable Object value) {
    if (value instanceof Collection<?> several) {
      return several.stream().map(Object::toString);
    }
    return Stream.ofNullable(value).map(Object::toString);
  }

  /** Adds a file that is read. */
  void reads(String option, Path file) {
    if (!StandardData.isInput(file)) {
      read.add(new Use(option, file));
    }
  }

  /** Adds a file that is written. */
  public void writes(String option, Path file) {
    if (!StandardData.isOutput(file)) {
      written.add(new Use(option, file));
    }
  }

  /** Adds files of such names that are written to a folder, which need not exist. */
  public void writesInto(String option, Path folder, Predicate<String> names) {
    folders.add(new Folder(option, real(folder), names));
  }

  /** Says which two are the same file, if any are. */
  public Optional<String> clash() {
    for (int i = 0; i < written.size(); i++) {
      Use output = written.get(i);
      for (Use other : others(i)) {
        if (isSame(output.file(), other.file())) {
          return Optional.of(
              String.format(
                  "%s: %s is the same file as %s, %s; expected another to write",
                  output.file(), output.option(), other.option(), other.file()));
        }
      }
    }
    return Stream.concat(read.stream(), written.stream()).flatMap(this::within).findFirst();
  }

  /** Says of secrets that others may read or change, a line each, what is wrong with that. */
  public List<String> openSecrets() {
    return secrets.stream().flatMap(file -> SecretFile.exposure(file).stream()).toList();
  }

  private Iterable<Use> others(int output) {
    return () -> Stream.concat(read.stream(), written.subList(0, output).stream()).iterator();
  }

  private Stream<String> within(Use use) {
    return folders.stream()
        .filter(folder -> folder.holds(place(use.file())) || folder.holds(real(use.file())))
        .map(
            folder ->
                String.format(
                    "%s: %s is among the files that %s writes to %s; expected another folder",
                    use.file(), use.option(), folder.option(), folder.path()));
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return place(a).equals(place(b))
          || Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException e) {
      return false; // it cannot be read or written, then, and whoever tries says so
    }
  }

  /** Where a file's name stands, its folder without links. */
  private static Path place(Path file) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    return folder == null ? absolute : real(folder).resolve(absolute.getFileName());
  }

  /** Where a name leads to. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }
}
