package dev.sirencast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * One run of the command line in this process.
 *
 * @param exitCode what the process would have ended with
 */
public record CommandLineRun(int exitCode, String out, String err) {
  public static CommandLineRun of(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            Arrays.stream(words).map(Object::toString).toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandLineRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The same, and its JSON, where it has to succeed. */
  public static JsonNode json(Object... words) throws IOException {
    Object[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--json";
    CommandLineRun run = of(all);
    if (run.exitCode() != 0) {
      throw new AssertionError(run.err());
    }
    return new ObjectMapper().readTree(run.out());
  }

  /** The same on a thread of its own. */
  public static CompletableFuture<JsonNode> started(Object... words) {
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(json(words));
              } catch (IOException | AssertionError e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }
}
