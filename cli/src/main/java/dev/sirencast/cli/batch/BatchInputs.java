package dev.sirencast.cli.batch;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.base.StandardData;
import dev.sirencast.media.TestCard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The signals that the words of a command line name: files, folders, patterns that no shell has
 * expanded, and lists on standard input. Each signal once, in the order of the words, and in a
 * folder in that of their names.
 *
 * <p>All of them lie below their root: the deepest folder that holds every folder that is named,
 * every file that is, and whatever stands before the first special character of a pattern. So the
 * root of a folder is that folder, however few signals are in it today.
 */
final class BatchInputs {
  /** What a folder's files are taken by; a file that is named itself may be called anything. */
  private static final Set<String> ENDINGS =
      Set.of(
          "png", "jpg", "jpeg", "webp", "bmp", "gif", "tif", "tiff", "dcm", "dicom", "wav", "y4m");

  private static final int MAX_LIST_BYTES = 1 << 28;

  private final Map<String, String> found = new LinkedHashMap<>();
  private final Set<String> unread = new LinkedHashSet<>();
  private final UnspeakableNames unspeakable = new UnspeakableNames();
  private @Nullable Path root;

  private BatchInputs() {}

  /**
   * Finds the signals. A file that is not there is among them: encoding it fails.
   *
   * @throws IOException if the list cannot be read
   * @throws CommandException if a folder or a pattern has no signals, or cannot be read
   */
  static BatchInputs find(List<String> words) throws IOException {
    BatchInputs inputs = new BatchInputs();
    for (String word : words) {
      if (StandardData.isInput(Path.of(word))) {
        inputs.addList(StandardData.input());
      } else {
        inputs.add(word);
      }
    }
    return inputs;
  }

  /** The signals, as they were named or found. */
  List<String> names() {
    return List.copyOf(found.values());
  }

  /** The folders below those that are named that cannot be read, and files, with the reason. */
  List<String> unread() {
    return Stream.concat(unread.stream(), unspeakable.text().stream()).toList();
  }

  /** The folder that they are all below. */
  Path root() {
    return root == null ? absolute(Path.of("")) : root;
  }

  /** The same input for a process in another folder. */
  static String absolute(String input) {
    return TestCard.isNamedBy(input) ? input : Path.of(input).toAbsolutePath().toString();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private void addList(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_LIST_BYTES + 1);
    if (bytes.length > MAX_LIST_BYTES) {
      throw CommandException.failure(
          String.format(Locale.ROOT, "-: a list of inputs is %,d bytes at most", MAX_LIST_BYTES),
          null);
    }
    String list = new String(bytes, StandardCharsets.UTF_8);
    // Names may hold line ends; where somebody cares, zeros part them (find -print0).
    for (String name : list.indexOf('\0') >= 0 ? list.split("\0") : list.split("\\R")) {
      if (!name.isEmpty()) {
        add(name);
      }
    }
  }

  private void add(String word) throws IOException {
    if (TestCard.isNamedBy(word)) {
      found.putIfAbsent(word, word);
      return;
    }
    Path path = path(word);
    if (Files.isDirectory(path)) {
      addAll(word, path, below(path, BatchInputs::isSignal));
    } else if (!Files.exists(path) && isPattern(word)) {
      addMatches(word);
    } else {
      addRoot(absolute(path).getParent());
      addFile(path);
    }
  }

  private void addRoot(@Nullable Path folder) {
    Path own = absolute(folder == null ? Path.of("/") : folder);
    Path common = root == null ? own : root;
    while (!own.startsWith(common) && common.getParent() != null) {
      common = common.getParent();
    }
    root = common;
  }

  private static Path path(String word) {
    return CommandException.checked(() -> Path.of(word));
  }

  private void addAll(String word, Path folder, List<Path> files) {
    if (files.isEmpty() && !unread.isEmpty()) {
      throw CommandException.failure(unread.iterator().next(), null);
    }
    if (files.isEmpty()) {
      throw CommandException.failure(
          word + ": no signals there; expected files such as .png, .jpg, .dcm, .wav or .y4m", null);
    }
    addRoot(folder);
    files.forEach(this::addFile);
  }

  private void addFile(Path file) {
    if (unspeakable.take(file)) {
      return;
    }
    found.putIfAbsent(absolute(file).toString(), file.toString());
  }

  private static boolean isSignal(Path file) {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.contains(ending);
  }

  private static boolean isPattern(String word) {
    return word.matches(".*[*?\\[{].*");
  }

  /** Matched from the last folder on that stands before the first special character. */
  private void addMatches(String word) throws IOException {
    String before = word.replaceFirst("[*?\\[{].*", "");
    int slash = before.lastIndexOf('/');
    Path folder = Path.of(word.substring(0, slash + 1));
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + word.substring(slash + 1));
    } catch (PatternSyntaxException e) {
      throw CommandException.usage(
          word + ": is no file that is there, and no pattern; expected such as \"photos/**.png\"",
          e);
    }
    boolean isHere = folder.toString().isEmpty();
    List<Path> matches =
        Files.isDirectory(folder)
            ? below(folder, file -> matcher.matches(isHere ? file : folder.relativize(file)))
            : List.of();
    addAll(word, folder, matches);
  }

  private List<Path> below(Path folder, Predicate<Path> wanted) throws IOException {
    List<Path> below = new ArrayList<>();
    Files.walkFileTree(
        folder,
        Set.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
            // A link that is left here leads nowhere: encoding it fails, and that is said.
            if ((found.isRegularFile() || found.isSymbolicLink()) && wanted.test(file)) {
              below.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // A link to a folder above brings nothing that is not found anyway.
            if (!(e instanceof FileSystemLoopException)) {
              unread.add(FailureText.of(e));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path own, @Nullable IOException e) {
            if (e != null) {
              unread.add(FailureText.of(e));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    below.sort(null);
    return below;
  }
}
