package dev.sirencast.media;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file beside another, of a name of its own, that takes the other's place when it is whole.
 *
 * <p>Whoever writes one holds a lock on it, which the system gives back however the process ends.
 * So what a process that was killed left behind is told from what another is writing, and the next
 * to write the same target removes it.
 */
final class TemporaryFile extends OutputStream {
  /** Of a target's name, so that the temporary one is not too long for the system. */
  private static final int NAME_LENGTH = 48;

  private static final int ATTEMPTS = 3;

  /** Files that are being written: a process that is asked to end meanwhile takes them along. */
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> UNFINISHED.forEach(file -> file.toFile().delete()), "unfinished"));
  }

  private final Path path;
  private final FileOutputStream out;
  private @Nullable IOException failure;

  private TemporaryFile(Path path, FileOutputStream out) {
    this.path = path;
    this.out = out;
  }

  /** Creates one beside a target, an absolute path, and removes those that nobody writes. */
  static TemporaryFile beside(Path target) throws IOException {
    removeAbandoned(target);
    for (int i = 1; ; i++) {
      TemporaryFile created = create(target.resolveSibling(prefix(target) + suffix() + ".tmp"));
      created.lock();
      // Whoever looks for abandoned ones may have come between creating and locking it.
      if (Files.exists(created.path) || i == ATTEMPTS) {
        return created;
      }
      created.close();
    }
  }

  private static String prefix(Path target) {
    String name = String.valueOf(target.getFileName());
    return "." + name.substring(0, Math.min(name.length(), NAME_LENGTH)) + ".";
  }

  // A name nobody else picks; File.createTempFile would make the file readable by its owner only.
  private static String suffix() {
    return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
  }

  private static TemporaryFile create(Path path) throws IOException {
    UNFINISHED.add(path);
    Files.createFile(path); // fails where something has that name, which the next line does not
    return new TemporaryFile(path, new FileOutputStream(path.toFile()));
  }

  /** A file system without locks has none that could be taken for abandoned, either. */
  private void lock() {
    try {
      out.getChannel().tryLock();
    } catch (IOException e) {
      return;
    }
  }

  private static void removeAbandoned(Path target) {
    Pattern names = Pattern.compile(Pattern.quote(prefix(target)) + "[0-9a-z]{1,13}\\.tmp");
    DirectoryStream.Filter<Path> ours =
        file -> names.matcher(String.valueOf(file.getFileName())).matches();
    Path directory = target.resolveSibling(".");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, ours)) {
      for (Path file : found) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          removeIfAbandoned(file);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return; // what stands in the way of that says so when the file is written
    }
  }

  private static void removeIfAbandoned(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.tryLock() != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | OverlappingFileLockException e) {
      return; // somebody else's
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** What went wrong with writing, or null: encoders wrap it, or swallow it. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Has the system write all of it to the disk, and moves it to the target. */
  void moveTo(Path target) throws IOException {
    try {
      // Some systems have found only now that there is no space; and what is moved before it is
      // written is empty after a power failure.
      out.getFD().sync();
      try {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (NoSuchFileException e) {
      throw new IOException("its directory is gone", e);
    }
  }

  /** Ends it; where it was not moved, it is gone. */
  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(path);
      UNFINISHED.remove(path);
    }
  }
}
