package dev.sirencast.cli;

import dev.sirencast.codec.FrameCounts;
import dev.sirencast.codec.PacketCounts;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.transport.FramePublisher;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose {@code .siren} files are published, as they come, change and go.
 *
 * <p>Only whole streams are: of a file that is something else, damaged, or half-written, it is said
 * once why it is not, and it is looked at again when it changes. Links are not followed: they might
 * lead out of the directory. Not thread-safe.
 */
final class ServedDirectory {
  private static final String SUFFIX = ".siren";

  private final Path directory;
  private final FramePublisher publisher;
  private final long maxBytes;
  private final Consumer<String> note;
  private final Consumer<String> warn;
  private final Map<String, Stamp> seen = new HashMap<>();
  private boolean unreadable;

  /** What tells that a file has changed. */
  private record Stamp(boolean regular, long size, FileTime modified, @Nullable Object key) {
    private static final Stamp IRREGULAR = new Stamp(false, 0, FileTime.fromMillis(0), null);

    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? new Stamp(true, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey())
          : IRREGULAR;
    }
  }

  /**
   * @param maxBytes files of more are not even read
   * @param note told of streams that come and go
   * @param warn told of files that are not published
   */
  ServedDirectory(
      Path directory,
      FramePublisher publisher,
      long maxBytes,
      Consumer<String> note,
      Consumer<String> warn) {
    this.directory = directory;
    this.publisher = publisher;
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
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      if (!unreadable) {
        warn.accept(directory + ": cannot be read, its streams stay as they are: " + e);
      }
      unreadable = true;
      return;
    }
    Set<String> gone = new HashSet<>(seen.keySet());
    gone.removeAll(files.keySet());
    gone.forEach(this::remove);
    files.forEach(this::look);
  }

  private void remove(String name) {
    seen.remove(name);
    if (publisher.unpublish(name)) {
      note.accept(name + ": gone, no longer served");
    }
  }

  private void look(String name, Path file) {
    if (name.startsWith(".")) {
      return; // on its way, as a rule
    }
    Stamp stamp;
    try {
      stamp = Stamp.of(file);
    } catch (IOException e) {
      return; // gone since it was listed
    }
    if (stamp.equals(seen.put(name, stamp))) {
      return;
    }
    try {
      List<byte[]> frames = read(file, stamp);
      publisher.publish(name, frames);
      note.accept(name + ": served, " + frames.size() + " packets, " + stamp.size() + " bytes");
    } catch (IOException | IllegalArgumentException | CommandException e) {
      boolean replaced = publisher.unpublish(name);
      warn.accept(file + ": not served" + (replaced ? " any more: " : ": ") + reason(file, e));
    }
  }

  private static String reason(Path file, Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String prefix = file + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }

  private List<byte[]> read(Path file, Stamp stamp) throws IOException {
    if (!stamp.regular()) {
      throw new IOException("it is no regular file; links are not followed");
    }
    if (stamp.size() > maxBytes) {
      throw new IOException(
          "it has " + stamp.size() + " bytes, and all streams may take " + maxBytes);
    }
    List<byte[]> frames = StreamFile.frames(file);
    if (!stamp.equals(Stamp.of(file))) {
      seen.remove(file.getFileName().toString());
      throw new IOException("it is being written");
    }
    requireWhole(file, frames);
    return frames;
  }

  private static void requireWhole(Path file, List<byte[]> frames) throws IOException {
    SirenReceiver receiver = SirenReceiver.create(ReceiverOptions.DEFAULTS);
    frames.forEach(receiver::accept);
    Reception reception = StreamFile.finish(file.toString(), receiver);
    PacketCounts packets = reception.report().packets();
    FrameCounts arrived = reception.report().frames();
    if (packets.ok() != packets.expected() || arrived.accepted() != arrived.received()) {
      throw new IOException(
          "it is damaged or not all there, "
              + packets.ok()
              + " of "
              + packets.expected()
              + " packets are whole");
    }
  }
}
