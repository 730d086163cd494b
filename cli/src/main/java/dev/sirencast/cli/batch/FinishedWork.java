package dev.sirencast.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells which signals need not be encoded again. */
final class FinishedWork {
  private final ResultsFile results;
  private final EncodingIdentity identity;

  /**
   * @param results of runs before
   * @param identity of this run
   */
  FinishedWork(ResultsFile results, EncodingIdentity identity) {
    this.results = results;
    this.identity = identity;
  }

  /**
   * The result of a signal that has been encoded with the same options by the same version, whose
   * file is as it was, by size and time or else by its bytes, and whose stream is there to the bit.
   *
   * @throws IOException if the results cannot be written
   */
  Optional<ResultRow> of(BatchItem item) throws IOException {
    ResultRow row = results.rows().get(item.name());
    if (row == null
        || !row.isDone()
        || !row.text(ResultRow.OPTIONS_DIGEST).equals(identity.digest())
        || !row.text(ResultRow.VERSION).equals(identity.version())) {
      return Optional.empty();
    }
    Optional<InputState> same = unchanged(item, row);
    if (same.isEmpty() || !isThere(item.output(), row)) {
      return Optional.empty();
    }
    ResultRow kept = row.with(item, same.get());
    if (!kept.line().equals(row.line())) {
      results.add(kept); // the same bytes at another time: next time, the time tells
    }
    return Optional.of(kept);
  }

  private static Optional<InputState> unchanged(BatchItem item, ResultRow row) {
    try {
      InputState now = InputState.of(item.input());
      // Another file may be as long and as old: a copy, for one, that has kept its time.
      boolean isTimed =
          row.text(ResultRow.INPUT).equals(item.input())
              && row.text(ResultRow.INPUT_MODIFIED).equals(now.modified());
      boolean isSame =
          row.number(ResultRow.INPUT_BYTES) == now.bytes()
              && (isTimed || now.isFile() && isOf(item, row));
      return isSame ? Optional.of(now) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // whoever encodes it says so
    }
  }

  private static boolean isOf(BatchItem item, ResultRow row) throws IOException {
    return row.text(ResultRow.INPUT_DIGEST).equals(HexDigest.of(Path.of(item.input())));
  }

  private static boolean isThere(Path output, ResultRow row) {
    try {
      return Files.isRegularFile(output)
          && Files.size(output) == (long) row.number(ResultRow.BYTES)
          && HexDigest.of(output).equals(row.text(ResultRow.DIGEST));
    } catch (IOException e) {
      return false;
    }
  }
}
