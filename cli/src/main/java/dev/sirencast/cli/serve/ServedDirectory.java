package dev.sirencast.cli.serve;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.base.FileChangedException;
import dev.sirencast.cli.base.FileStamp;
import dev.sirencast.transport.net.TransportException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose {@code .siren} files are published, as they come, change and go.
 *
 * <p>Only whole streams are: of a file that is something else, damaged, or half-written, it is said
 * once why it is not, and it is looked at again when it changes. What is served stays so while its
 * file is being written. Links are not followed: they might lead out of the directory. Not
 * thread-safe.
 */
final class ServedDirectory {
  private static final String SUFFIX = ".siren";

  private final Path directory;
  private final StreamShelf shelf;
  private final long maxBytes;
  private final Consumer<String> note;
  private final Consumer<String> warn;
  private final Map<String, Known> known = new HashMap<>();
  private boolean unreadable;

  /** What is known of a file. */
  private static final class Known {
    private @Nullable FileStamp stamp;
    private boolean served;
    private boolean noRoom;

    /** Why it cannot be served as it is, to be said when it is still so at the next look. */
    private @Nullable String complaint;

    /** What was said of it. */
    private String said = "";
  }

  /**
   * @param shelf where they are published
   * @param maxBytes files of more are not even read
   * @param note told of streams that come and go
   * @param warn told of files that are not published
   */
  ServedDirectory(
      Path directory,
      StreamShelf shelf,
      long maxBytes,
      Consumer<String> note,
      Consumer<String> warn) {
    this.directory = directory;
    this.shelf = shelf;
    this.maxBytes = maxBytes;
    this.note = note;
    this.warn = warn;
  }

  /** Publishes what has come or changed since the last time, and takes off what has gone. */
  void scan() {
    Map<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      entries.forEach(file -> files.put(file.getFileName().toString(), file));
      unreadable = false;
    } catch (DirectoryIteratorException e) {
      cannotRead(e.getCause());
      return;
    } catch (IOException e) {
      cannotRead(e);
      return;
    }
    // Those on their way have a dot in front, as a rule.
    files.keySet().removeIf(name -> name.startsWith("."));
    Set<String> gone = new HashSet<>(known.keySet());
    gone.removeAll(files.keySet());
    gone.forEach(this::forget);
    files.forEach(this::look);
  }

  /** Says so once in a row. */
  private void cannotRead(IOException e) {
    if (!unreadable) {
      warn.accept(
          directory
              + ": cannot be read, its streams stay as they are: "
              + reason(directory, FailureText.of(e)));
    }
    unreadable = true;
  }

  private void forget(String name) {
    known.remove(name);
    if (takeOff(name)) {
      note.accept(name + ": gone, no longer served");
    }
  }

  /** Takes a stream off; those for which there was no room are then looked at again. */
  private boolean takeOff(String name) {
    boolean served = shelf.takeOff(name);
    if (served) {
      known.values().stream().filter(file -> file.noRoom).forEach(file -> file.stamp = null);
    }
    return served;
  }

  private void look(String name, Path path) {
    Known file = known.computeIfAbsent(name, any -> new Known());
    try {
      FileStamp stamp = stamp(path);
      if (!stamp.equals(file.stamp)) {
        file.stamp = stamp;
        publish(name, path, file, stamp);
      } else if (file.complaint != null) {
        complain(name, path, file, file.complaint);
      }
    } catch (NoSuchFileException | FileChangedException e) {
      file.stamp = null; // gone since it was listed, or being written; the next look will tell
    } catch (FileSystemException e) {
      if (e.getReason() != null && e.getReason().contains("Too many open files")) {
        file.stamp = null; // says nothing of the file; what is served stays so
      } else {
        refuse(name, path, file, e);
      }
    } catch (IOException | IllegalArgumentException | CommandException e) {
      refuse(name, path, file, e);
    }
  }

  private static FileStamp stamp(Path path) throws IOException {
    return FileStamp.of(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void refuse(String name, Path path, Known file, Exception e) {
    file.noRoom = e instanceof TransportException;
    file.complaint = reason(path, e);
    // What is served, and what was complained of, may be in the middle of being written.
    if (!file.served && file.said.isEmpty()) {
      complain(name, path, file, file.complaint);
    }
  }

  private void publish(String name, Path path, Known file, FileStamp stamp) throws IOException {
    file.complaint = null;
    if (!stamp.isRegular()) {
      throw new IOException("it is no regular file; links are not followed");
    }
    if (stamp.size() > maxBytes) {
      throw new IOException(
          "it has " + stamp.size() + " bytes, and all streams may take " + maxBytes);
    }
    List<byte[]> frames = WholeStream.read(path);
    if (!stamp.equals(stamp(path))) {
      file.stamp = null; // it was written before it was read
      return;
    }
    boolean isNew = shelf.put(name, frames);
    file.served = true;
    file.noRoom = false;
    file.said = "";
    note.accept(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d packets, %,d bytes",
            name,
            isNew ? "served" : "there already",
            frames.size(),
            stamp.size()));
  }

  /** Says, once, why a file is not served, and sees to it that it is not. */
  private void complain(String name, Path path, Known file, String reason) {
    boolean replaced = takeOff(name);
    file.served = false;
    file.complaint = null;
    if (!reason.equals(file.said)) {
      String line = path + ": not served" + (replaced ? " any more: " : ": ") + reason;
      warn.accept(line.replaceAll("\\p{Cntrl}", "?")); // names may hold anything
    }
    file.said = reason;
  }

  private static String reason(Path file, Exception e) {
    return reason(file, e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private static String reason(Path file, String message) {
    String prefix = file + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }
}
