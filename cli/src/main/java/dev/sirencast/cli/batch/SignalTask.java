package dev.sirencast.cli.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.batch.TaskContext;
import dev.sirencast.batch.TaskException;
import dev.sirencast.cli.base.Console;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.base.Json;
import dev.sirencast.media.FileReplacement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One signal to encode, as it travels to where that is done.
 *
 * @param input as {@code encode} is given it
 * @param output the stream's file; its folder is made where there is none
 * @param arguments more words for {@code encode}
 * @param part where the signal is encoded in parts
 */
public record SignalTask(
    String input, String output, List<String> arguments, Optional<SignalPart> part) {
  /** What engines call such tasks. */
  public static final String KIND = "encode";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String OWN_NAME = "sirencast: ";

  /** Copies the list. */
  public SignalTask {
    arguments = List.copyOf(arguments);
  }

  /** What runs a command line. */
  @FunctionalInterface
  public interface CommandRunner {
    /** Runs it, and returns its exit code. */
    int run(String[] words, Console console);
  }

  /**
   * Reads a task's line.
   *
   * @throws TaskException if it is none
   */
  public static SignalTask parse(String line) throws TaskException {
    try {
      JsonNode json = MAPPER.readTree(line);
      List<String> arguments = new ArrayList<>();
      json.path("arguments").forEach(word -> arguments.add(word.asText()));
      return new SignalTask(
          json.required("input").asText(),
          json.required("output").asText(),
          arguments,
          SignalPart.parse(json));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new TaskException("not a task of " + KIND + ": " + line, e);
    }
  }

  /** The task's line. */
  String line() {
    ObjectNode json = Json.object();
    json.put("input", input);
    json.put("output", output);
    arguments.forEach(json.putArray("arguments")::add);
    part.ifPresent(own -> own.addTo(json));
    return json.toString();
  }

  /**
   * Encodes the signal, or does its part of that, and writes the stream once it is whole.
   *
   * @return the {@linkplain ResultRow columns} that are known where the work is done
   * @throws TaskException if it cannot be encoded or written, or is not wanted any more
   */
  public String run(CommandRunner runner, TaskContext context) throws TaskException {
    try {
      Path file = Path.of(output).toAbsolutePath();
      Files.createDirectories(file.getParent());
      DiskRoom.require(file.getParent());
      InputState before = InputState.of(input);
      if (part.isPresent() && !part.get().isLast()) {
        return part(part.get(), before, runner, context);
      }
      if (part.isPresent()) {
        part.get().requireSame(before);
      }
      String digest = before.isFile() ? HexDigest.of(Path.of(input)) : "";
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      JsonNode report = encode(runner, context, stream);
      if (!InputState.of(input).equals(before)) {
        throw new TaskException(input + ": changed while it was read");
      }
      FileReplacement.write(file, stream::writeTo);
      ObjectNode row = ResultRow.encoded(report);
      row.put(ResultRow.DIGEST, HexDigest.of(stream.toByteArray()));
      before.addTo(row, digest);
      return row.toString();
    } catch (IOException e) {
      throw new TaskException(FailureText.of(e), e);
    }
  }

  /** A part that is there, of a run that was ended, stays. */
  private String part(SignalPart own, InputState before, CommandRunner runner, TaskContext context)
      throws IOException, TaskException {
    own.requireSame(before);
    if (!own.isDone()) {
      Files.createDirectories(own.folder());
      encode(runner, context, new ByteArrayOutputStream());
    }
    return Json.object().toString();
  }

  private JsonNode encode(CommandRunner runner, TaskContext context, ByteArrayOutputStream stream)
      throws TaskException, JsonProcessingException {
    List<String> words = new ArrayList<>(List.of("encode", "-o", "-", "--json", "--quiet"));
    words.addAll(List.of("--threads", Integer.toString(context.threads())));
    words.addAll(arguments);
    part.ifPresent(own -> words.addAll(own.words()));
    // What begins so would be taken for a file of arguments.
    words.addAll(List.of("--", input.startsWith("@") ? "./" + input : input));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code =
        runner.run(
            words.toArray(String[]::new),
            new Console(print, print, stream, Optional.of(context::isCancelled)));
    if (context.isCancelled()) {
      throw new TaskException(input + ": cancelled"); // what there is by then is no good stream
    }
    String text = said.toString(StandardCharsets.UTF_8);
    if (code != ExitCode.DONE) {
      String reason = text.lines().reduce("", (first, last) -> last);
      throw new TaskException(
          reason.startsWith(OWN_NAME) ? reason.substring(OWN_NAME.length()) : reason);
    }
    return MAPPER.readTree(text);
  }
}
