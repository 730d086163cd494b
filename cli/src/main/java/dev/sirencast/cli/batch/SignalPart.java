package dev.sirencast.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A step of encoding a very large signal: of N parts, step 0 is what all stand on, steps 1 to N are
 * a part of the patches each, and step N + 1 makes the stream.
 *
 * @param step 0 to N + 1
 * @param parts N, 1 or more
 * @param folder where steps leave what the others need; its name ends in what tells the input's
 *     state
 */
record SignalPart(int step, int parts, Path folder) {
  private static final String STEP = "step";
  private static final String PARTS = "parts";
  private static final String FOLDER = "folder";
  private static final int DIGITS = 16;

  /**
   * The folder of a signal's parts, of which no other encoding has the same.
   *
   * @throws IOException if the input is not there
   */
  static Path folder(Path results, BatchItem item, EncodingIdentity identity) throws IOException {
    String encoding = item.name() + '\0' + identity.digest() + '\0' + identity.version();
    return results
        .resolve(".parts")
        .resolve(digits(encoding) + '-' + state(InputState.of(item.input())));
  }

  private static String state(InputState state) {
    return digits(state.toString());
  }

  private static String digits(String text) {
    return HexDigest.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }

  /** The part in a task, if there is one. */
  static Optional<SignalPart> parse(JsonNode task) {
    return task.has(STEP)
        ? Optional.of(
            new SignalPart(
                task.get(STEP).asInt(),
                task.required(PARTS).asInt(),
                Path.of(task.required(FOLDER).asText())))
        : Optional.empty();
  }

  /** Adds it to a task. */
  void addTo(ObjectNode task) {
    task.put(STEP, step);
    task.put(PARTS, parts);
    task.put(FOLDER, folder.toString());
  }

  /** Whether the step makes the stream. */
  boolean isLast() {
    return step == parts + 1;
  }

  /** Whether the step has been done. */
  boolean isDone() {
    return Files.exists(file(step));
  }

  /**
   * Refuses an input that is not as it was when its parts were planned.
   *
   * @throws IOException if it is not
   */
  void requireSame(InputState now) throws IOException {
    if (!folder.toString().endsWith('-' + state(now))) {
      throw new IOException("it changed while it was encoded in parts");
    }
  }

  /** The words that ask {@code encode} for the step. */
  List<String> words() {
    return List.of("--part", step + "/" + parts, "--parts", folder.toString());
  }

  /** Removes what the steps have left, also those of an earlier state of the input. */
  void removeAll() throws IOException {
    String name = String.valueOf(folder.getFileName());
    String ofSignal = name.substring(0, DIGITS + 1) + "*";
    Path all = folder.resolveSibling(".");
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, ofSignal)) {
      for (Path own : folders) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(own)) {
          for (Path file : files) {
            Files.deleteIfExists(file);
          }
        }
        Files.deleteIfExists(own);
      }
    }
    try {
      Files.deleteIfExists(folder.getParent());
    } catch (DirectoryNotEmptyException e) {
      return; // other signals have parts there
    }
  }

  private Path file(int number) {
    return folder.resolve(number == 0 ? "base" : Integer.toString(number));
  }
}
