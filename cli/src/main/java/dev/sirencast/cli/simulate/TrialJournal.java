package dev.sirencast.cli.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.simulation.Simulation.Trial;
import dev.sirencast.simulation.TrialStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Trials in a file, each a line of JSON behind a first one that says which experiment they are of.
 * It is only ever appended to; what a killed process left half written is cut away. One process has
 * it at a time. Thread-safe.
 */
final class TrialJournal implements TrialStore, AutoCloseable {
  private static final String EXPERIMENT = "sirencast_experiment";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long MOST_BYTES = 1L << 30;

  private final FileChannel file;
  private final Map<String, Trial> trials = new ConcurrentHashMap<>();

  private TrialJournal(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens an experiment's journal, or begins one.
   *
   * @param experiment what tells it from others
   * @throws CommandException if the file holds something else, or another process has it
   */
  static TrialJournal open(Path path, String experiment) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (lock(file) == null) {
        throw CommandException.failure(path + ": another process keeps its trials there", null);
      }
      TrialJournal journal = new TrialJournal(file);
      journal.read(path, experiment);
      return journal;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void read(Path path, String experiment) throws IOException {
    if (file.size() > MOST_BYTES) {
      throw CommandException.failure(path + ": is larger than 1 GiB", null);
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
    while (bytes.hasRemaining() && file.read(bytes) >= 0) {
      // until all is read
    }
    byte[] all = bytes.array();
    if (all.length == 0) {
      ObjectNode head = MAPPER.createObjectNode();
      head.put(EXPERIMENT, experiment);
      append(head);
      return;
    }
    int end = lineEnd(all, 0);
    Optional<JsonNode> head = end < 0 ? Optional.empty() : line(all, 0, end);
    if (head.isEmpty() || !head.get().has(EXPERIMENT)) {
      throw CommandException.usage(
          path + ": holds something else; expected trials that --resume kept, or no file", null);
    }
    if (!head.get().get(EXPERIMENT).asText().equals(experiment)) {
      throw CommandException.usage(
          path
              + ": holds trials of another experiment (other streams, channels or options);"
              + " expected another file",
          null);
    }
    int whole = end + 1;
    for (int next = lineEnd(all, whole); next >= 0; next = lineEnd(all, whole)) {
      Optional<JsonNode> line = line(all, whole, next);
      if (line.isEmpty() || !take(line.get())) {
        break;
      }
      whole = next + 1;
    }
    file.truncate(whole);
    file.position(whole);
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static Optional<JsonNode> line(byte[] bytes, int from, int end) throws IOException {
    try {
      JsonNode node = MAPPER.readTree(bytes, from, end - from);
      return node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private boolean take(JsonNode line) {
    Optional<Trial> trial = TrialJson.parse(line);
    trial.ifPresent(
        known -> trials.put(key(line.path("cell").asInt(-1), line.path("trial").asInt(-1)), known));
    return trial.isPresent();
  }

  private static String key(int cell, int number) {
    return cell + " " + number;
  }

  /** How many trials there are already. */
  int size() {
    return trials.size();
  }

  @Override
  public Optional<Trial> find(int cell, int number) {
    return Optional.ofNullable(trials.get(key(cell, number)));
  }

  @Override
  public void add(int cell, int number, Trial trial) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("cell", cell);
    line.put("trial", number);
    TrialJson.add(line, trial);
    try {
      append(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void append(ObjectNode line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
