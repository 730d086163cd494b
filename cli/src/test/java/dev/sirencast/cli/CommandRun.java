package dev.sirencast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One run of the command line in this process.
 *
 * @param exitCode what the process would have ended with
 * @param out standard output
 * @param err standard error
 */
public record CommandRun(int exitCode, String out, String err) {

  public static CommandRun of(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    int code =
        Main.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The one JSON object on standard output; fails if there is anything else. */
  public JsonNode json() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (var values = mapper.readerFor(JsonNode.class).<JsonNode>readValues(out)) {
      JsonNode object = values.next();
      if (!object.isObject() || values.hasNext()) {
        throw new AssertionError("expected one JSON object, got: " + out);
      }
      return object;
    }
  }
}
