package dev.sirencast.cli.batch;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.FailureText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The results of a folder, a JSON object a line, of which the last of a name counts. Lines are only
 * ever added, each by one write: a process that is killed leaves all that it has added, and of the
 * last line perhaps a part, which is passed over. One run at a time writes it. Not thread-safe.
 */
final class ResultsFile implements AutoCloseable {
  /** Its name in the folder of the streams. */
  static final String NAME = "results.jsonl";

  private final Path file;
  private final FileChannel channel;
  private final Map<String, ResultRow> rows = new LinkedHashMap<>();

  private ResultsFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the results of a folder, and reads what is there.
   *
   * @throws IOException if they cannot be read or written
   * @throws CommandException if another run has them open
   */
  static ResultsFile open(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (!isOurs(channel)) {
        throw CommandException.failure(
            file + ": another run of encode-batch is writing it; wait for its end", null);
      }
      ResultsFile results = new ResultsFile(file, channel);
      results.read();
      results.goToEnd();
      return results;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this process itself has it, as in a test
    }
  }

  /** Through the channel: some systems let nobody else read what is locked. */
  private void read() throws IOException {
    // Text that is no UTF-8 may stand in a torn line: it is decoded to something, which is no JSON.
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      ResultRow.parse(line).ifPresent(row -> rows.put(row.text(ResultRow.NAME), row));
    }
  }

  /** What is added begins a line of its own, also behind a torn one. */
  private void goToEnd() throws IOException {
    long end = channel.size();
    channel.position(end);
    ByteBuffer last = ByteBuffer.allocate(1);
    if (end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n') {
      write("\n");
    }
  }

  /** The last row of every name. */
  Map<String, ResultRow> rows() {
    return rows;
  }

  /** The folder of the streams, an absolute path. */
  Path folder() {
    return file.toAbsolutePath().getParent();
  }

  /** The file. */
  Path file() {
    return file;
  }

  /** Adds a row. */
  void add(ResultRow row) throws IOException {
    write(row.line() + "\n");
    rows.put(row.text(ResultRow.NAME), row);
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + FailureText.of(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
