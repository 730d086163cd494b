package dev.sirencast.cli.sign.oms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that a statement names, each with its digests. Immutable. */
final class SignedFiles {
  /** What a single file is called by the reference implementation, up to 1.1.1. */
  static final String SINGLE = ".";

  /** A name may have colons of its own. */
  private static final Pattern PART =
      Pattern.compile("(.+):(\\d{1,18}):(\\d{1,18})", Pattern.DOTALL);

  private final long partBytes;
  private final SortedMap<String, List<String>> digests = new TreeMap<>(PathName.ORDER);
  private final Set<String> folders = new HashSet<>();

  private SignedFiles(long partBytes) {
    this.partBytes = partBytes;
  }

  /**
   * Returns what a statement names.
   *
   * @throws IllegalArgumentException if a name is no file's below the folder, or is there twice, or
   *     parts of a file are not all of it
   */
  static SignedFiles of(Statement statement) {
    SignedFiles files = new SignedFiles(statement.serialization().partBytes());
    if (files.partBytes == 0) {
      statement.resources().forEach(file -> files.add(file.name(), List.of(file.digest())));
    } else {
      Map<String, SortedMap<Long, String>> parts = new HashMap<>();
      statement.resources().forEach(part -> files.addPart(part, parts));
      parts.forEach((name, digests) -> files.add(name, files.all(name, digests)));
    }
    return files;
  }

  private void add(String name, List<String> content) {
    boolean isSingle = name.equals(SINGLE) && digests.isEmpty();
    if (digests.put(isSingle ? name : PathName.require(name), content) != null) {
      throw new IllegalArgumentException("names '" + BoundedJson.quoted(name) + "' twice");
    }
    for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      folders.add(name.substring(0, end));
    }
  }

  /** Sorts a part in by where it ends: all but the last of a file have one length. */
  private void addPart(Resource part, Map<String, SortedMap<Long, String>> files) {
    Matcher name = PART.matcher(part.name());
    if (!name.matches()) {
      throw noPart(part.name());
    }
    long from = Long.parseLong(name.group(2));
    long to = Long.parseLong(name.group(3));
    if (from % partBytes != 0 || to <= from || to - from > partBytes) {
      throw noPart(part.name());
    }
    if (files.computeIfAbsent(name.group(1), file -> new TreeMap<>()).put(to, part.digest())
        != null) {
      throw new IllegalArgumentException("names '" + BoundedJson.quoted(part.name()) + "' twice");
    }
  }

  /** All parts of a file, which are of one length but for the last. */
  private List<String> all(String name, SortedMap<Long, String> parts) {
    long whole = 0;
    for (long end : parts.headMap(parts.lastKey()).keySet()) {
      whole += partBytes;
      if (end != whole) {
        throw notAll(name);
      }
    }
    if (parts.lastKey() > whole + partBytes) {
      throw notAll(name);
    }
    return new ArrayList<>(parts.values());
  }

  private static IllegalArgumentException notAll(String name) {
    return new IllegalArgumentException(
        "names parts of '" + BoundedJson.quoted(name) + "' that are not all of it");
  }

  private IllegalArgumentException noPart(String name) {
    return new IllegalArgumentException(
        "names '" + BoundedJson.quoted(name) + "'; expected a part of " + partBytes + " bytes");
  }

  /** The names, in their order. */
  Set<String> names() {
    return digests.keySet();
  }

  /** A file's digest, or its parts' where they are of parts. */
  List<String> digests(String name) {
    return digests.getOrDefault(name, List.of());
  }

  /** Whether a file has been signed, or a folder holds one that has. */
  boolean reaches(String name) {
    return digests.containsKey(name) || folders.contains(name);
  }
}
