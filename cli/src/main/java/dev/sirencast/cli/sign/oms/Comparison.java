package dev.sirencast.cli.sign.oms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * A model that is there against what somebody signed. Immutable.
 *
 * @param altered files of another content than the signed ones
 * @param missing signed files that are not there
 * @param unsigned files that are there and were not signed
 * @param files how many are as they were signed
 * @param bytes that were read
 */
public record Comparison(
    List<String> altered, List<String> missing, List<String> unsigned, int files, long bytes) {
  private static final int NAMES = 3;

  /** Copies the lists. */
  public Comparison {
    altered = List.copyOf(altered);
    missing = List.copyOf(missing);
    unsigned = List.copyOf(unsigned);
  }

  /**
   * Compares what is there with what a statement says.
   *
   * @throws IOException if a file cannot be read, or is a link where there were none
   * @throws IllegalArgumentException if the statement does not name files
   */
  static Comparison of(ModelScope scope, Statement statement, Progress progress)
      throws IOException {
    Path model = scope.path();
    boolean others = scope.others();
    SignedFiles signed = SignedFiles.of(statement);
    Serialization how = statement.serialization();
    Set<String> out = scope.allIgnored();
    out.addAll(how.allIgnored());
    // What has been signed is looked at, whatever else says that it may be ignored.
    ModelFiles there =
        ModelFiles.list(
            model,
            how.links(),
            name -> !signed.reaches(name) && (others || PathName.isBelow(name, out)));
    Map<String, Path> paths = there.paths();
    if (signed.names().equals(Set.of(SignedFiles.SINGLE)) && !Files.isDirectory(model)) {
      paths = Map.of(SignedFiles.SINGLE, model);
    }
    FileDigests reader = new FileDigests(there.bytes(), progress);
    List<String> altered = new ArrayList<>();
    for (String name : signed.names()) {
      Path file = paths.get(name);
      if (file != null && !isSame(reader, file, how.partBytes(), signed.digests(name))) {
        altered.add(name);
      }
    }
    Set<String> missing = new TreeSet<>(PathName.ORDER);
    missing.addAll(signed.names());
    missing.removeAll(paths.keySet());
    List<String> unsigned = new ArrayList<>();
    for (Map.Entry<String, Path> file : paths.entrySet()) {
      // In parts an empty file has none.
      if (!signed.names().contains(file.getKey())
          && (how.partBytes() == 0 || Files.size(file.getValue()) > 0)) {
        unsigned.add(file.getKey());
      }
    }
    int same = signed.names().size() - altered.size() - missing.size();
    return new Comparison(
        altered, new ArrayList<>(missing), others ? List.of() : unsigned, same, reader.done());
  }

  private static boolean isSame(
      FileDigests reader, Path file, long partBytes, List<String> expected) throws IOException {
    return expected.equals(
        partBytes == 0 ? List.of(reader.of(file)) : reader.of(file, partBytes, expected.size()));
  }

  /** Whether all is as it was signed, and nothing else is there. */
  public boolean isWhole() {
    return altered.isEmpty() && missing.isEmpty() && unsigned.isEmpty();
  }

  /** What differs, in a line: a few of the names. */
  public String text() {
    StringJoiner text = new StringJoiner("; ");
    add(text, "altered", altered);
    add(text, "missing", missing);
    add(text, "not signed", unsigned);
    return text.toString();
  }

  private static void add(StringJoiner text, String what, List<String> names) {
    if (!names.isEmpty()) {
      String some = String.join(", ", names.subList(0, Math.min(NAMES, names.size())));
      int more = names.size() - NAMES;
      text.add(what + ": " + some + (more > 0 ? " and " + more + " more" : ""));
    }
  }
}
