package dev.sirencast.cli.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import java.util.List;
import java.util.Optional;

/** What became of one signal: a flat JSON object, a line of the results. Immutable. */
final class ResultRow {
  static final String NAME = "name";
  static final String INPUT = "input";
  static final String OUTPUT = "output";
  static final String BYTES = "bytes";
  static final String KIND = "kind";
  static final String PSNR = "psnr_db";
  static final String SNR = "snr_db";
  static final String SECONDS = "seconds";
  static final String DIGEST = "digest";
  static final String INPUT_BYTES = "input_bytes";
  static final String INPUT_MODIFIED = "input_modified";
  static final String INPUT_DIGEST = "input_digest";
  static final String OPTIONS = "options";
  static final String OPTIONS_DIGEST = "options_digest";
  static final String VERSION = "version";
  static final String ERROR = "error";

  /** What of the report of {@code encode} is a column. */
  private static final List<String> REPORTED =
      List.of(KIND, BYTES, PSNR, SNR, SECONDS, "seed", "steps", "engine");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode json;

  private ResultRow(ObjectNode json) {
    this.json = json;
  }

  /** The columns that the report of {@code encode} fills. */
  static ObjectNode encoded(JsonNode report) {
    ObjectNode row = Json.object();
    for (String column : REPORTED) {
      JsonNode value = report.path(column);
      if (value.isValueNode()) {
        row.set(column, value);
      }
    }
    return row;
  }

  /**
   * The row of a signal that was encoded.
   *
   * @param result what its task came to
   */
  static ResultRow done(BatchItem item, EncodingIdentity identity, String result) {
    ObjectNode row = begin(item);
    row.setAll(parse(result).orElseThrow().json);
    return end(row, identity);
  }

  /** The row of a signal that could not be encoded. */
  static ResultRow failed(BatchItem item, EncodingIdentity identity, String reason) {
    ObjectNode row = begin(item);
    row.put(ERROR, reason);
    return end(row, identity);
  }

  private static ObjectNode begin(BatchItem item) {
    ObjectNode row = Json.object();
    row.put(NAME, item.name());
    row.put(INPUT, item.input());
    row.put(OUTPUT, item.output().toString());
    return row;
  }

  private static ResultRow end(ObjectNode row, EncodingIdentity identity) {
    row.put(OPTIONS, String.join(" ", identity.words()));
    row.put(OPTIONS_DIGEST, identity.digest());
    row.put(VERSION, identity.version());
    return new ResultRow(row);
  }

  /** Reads a line; what is torn, or no object, is nothing. */
  static Optional<ResultRow> parse(String line) {
    try {
      return MAPPER.readTree(line) instanceof ObjectNode object
          ? Optional.of(new ResultRow(object))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The same of another file, or another state of its file, whose bytes are the same. */
  ResultRow with(BatchItem item, InputState state) {
    ObjectNode row = json.deepCopy();
    row.put(INPUT, item.input());
    row.put(OUTPUT, item.output().toString());
    state.addTo(row, text(INPUT_DIGEST));
    return new ResultRow(row);
  }

  /** A column's text, empty where there is none. */
  String text(String column) {
    return json.path(column).asText("");
  }

  /** A column's number, NaN where there is none. */
  double number(String column) {
    return json.path(column).asDouble(Double.NaN);
  }

  /** Whether the signal was encoded. */
  boolean isDone() {
    return !json.has(ERROR);
  }

  /** The line. */
  String line() {
    return json.toString();
  }
}
