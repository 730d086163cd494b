package dev.sirencast.cli.sign.oms;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The files of a model that is there: a file, or all files of a folder and of those below it. */
final class ModelFiles {
  private final SortedMap<String, Path> paths = new TreeMap<>(PathName.ORDER);
  private final Path model;
  private final boolean links;
  private final Predicate<String> skipped;
  private long bytes;

  private ModelFiles(Path model, boolean links, Predicate<String> skipped) {
    this.model = model;
    this.links = links;
    this.skipped = skipped;
  }

  /**
   * Lists the files. Nothing outside of the folder is looked at.
   *
   * @param links whether symbolic links to files in the folder are such files too; without, and
   *     where they lead elsewhere, they are refused
   * @param skipped which files, and folders with all that is in them, are left out
   * @throws IOException if one cannot be listed, is neither a file nor a folder, or has a name that
   *     is not UTF-8
   */
  static ModelFiles list(Path model, boolean links, Predicate<String> skipped) throws IOException {
    ModelFiles files = new ModelFiles(model, links, skipped);
    BasicFileAttributes what =
        Files.readAttributes(model, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (what.isDirectory()) {
      Files.walkFileTree(model, files.new Visitor());
    } else if (what.isRegularFile()) {
      files.add(nameOf(model), model);
    } else {
      throw refused(model, what);
    }
    return files;
  }

  /** The name of a file or folder, wherever it is and however it is called. */
  static String nameOf(Path model) throws IOException {
    Path name = model.toAbsolutePath().normalize().getFileName();
    return name == null ? "/" : PathName.of(name);
  }

  /** The name that a file has in a folder, if it is in it; the file need not exist. */
  static Optional<String> nameIn(Path model, Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(model) || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    Path real = folder.toRealPath().resolve(file.getFileName());
    Path root = model.toRealPath();
    return real.startsWith(root)
        ? Optional.of(PathName.of(root.relativize(real)))
        : Optional.empty();
  }

  /** Where the files are, by their names and in the order of these. */
  SortedMap<String, Path> paths() {
    return Collections.unmodifiableSortedMap(paths);
  }

  /** Bytes of all. */
  long bytes() {
    return bytes;
  }

  private void add(String name, Path path) throws IOException {
    paths.put(name, path);
    bytes += Files.size(path);
  }

  private static IOException refused(Path path, BasicFileAttributes what) {
    return new IOException(
        path
            + (what.isSymbolicLink()
                ? ": is a symbolic link, which is not followed; expected files and folders alone"
                : ": is neither a file nor a folder"));
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes what)
        throws IOException {
      return !folder.equals(model) && skipped.test(name(folder))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes what) throws IOException {
      String name = name(file);
      if (skipped.test(name)) {
        return FileVisitResult.CONTINUE;
      }
      if (what.isRegularFile()) {
        add(name, file);
        return FileVisitResult.CONTINUE;
      }
      if (!links || !what.isSymbolicLink()) {
        throw refused(file, what);
      }
      Path target = file.toRealPath();
      if (!target.startsWith(model.toRealPath()) || !Files.isRegularFile(target)) {
        throw new IOException(
            file + ": is a symbolic link, and leads to no file of " + model + ": not followed");
      }
      add(name, target);
      return FileVisitResult.CONTINUE;
    }

    private String name(Path path) throws IOException {
      return PathName.of(model.relativize(path));
    }
  }
}
