package dev.sirencast.format.signature;

import java.util.ArrayList;
import java.util.List;

/**
 * Which list holds the digest of what: contents' digests are dealt to the lists of the first level
 * in turn, the digests of these to those of the next, and the last level's stand in the manifest.
 *
 * <pre>
 * manifest   lists 4, 5
 * list 4     lists 0, 2                    list 5   lists 1, 3
 * list 0     contents 0, 4, 8, ..          list 1   contents 1, 5, 9, ..          and so on
 * </pre>
 *
 * <p>So the loss of a list is losses all over the stream, which an erasure code can restore, and
 * not of neighbours. Nothing is allocated for a list. Immutable and thread-safe.
 */
public final class DigestLists {
  /** The list in the manifest. */
  public static final int MANIFEST = -1;

  /**
   * Where a digest stands.
   *
   * @param list number of the list, or {@link #MANIFEST}
   * @param index its place in the list
   */
  public record Place(int list, int index) {}

  /** Digests of each level: the contents, the lists of the first level, and so on. */
  private final List<Integer> levels = new ArrayList<>();

  private final int lists;

  private DigestLists(int contents, int perList, int most) {
    levels.add(contents);
    int sum = 0;
    for (int last = contents; last > most; sum += last) {
      last = (last + perList - 1) / perList;
      levels.add(last);
    }
    lists = sum;
  }

  /**
   * Cuts digests into lists.
   *
   * @param contents how many there are, 0 or more
   * @param perList the most of a list, 2 or more
   * @param most of the manifest, 1 or more
   */
  public static DigestLists of(int contents, int perList, int most) {
    return new DigestLists(contents, perList, most);
  }

  /** How many lists there are beside the manifest's. */
  public int lists() {
    return lists;
  }

  /** How many digests stand in the manifest. */
  public int inManifest() {
    return levels.get(levels.size() - 1);
  }

  /** How many digests stand in a list. */
  public int size(int list) {
    int level = 1;
    int index = list;
    while (index >= levels.get(level)) {
      index -= levels.get(level++);
    }
    int lists = levels.get(level);
    return (levels.get(level - 1) - index + lists - 1) / lists;
  }

  /** Where the digest of a content stands. */
  public Place ofContent(int content) {
    return place(0, 0, content);
  }

  /** Where the digest of a list stands. */
  public Place ofList(int list) {
    int level = 1;
    int before = 0;
    while (list - before >= levels.get(level)) {
      before += levels.get(level++);
    }
    return place(level, before + levels.get(level), list - before);
  }

  /**
   * Where a digest of a level stands.
   *
   * @param next number of the first list of the next level
   */
  private Place place(int level, int next, int index) {
    if (level == levels.size() - 1) {
      return new Place(MANIFEST, index);
    }
    int lists = levels.get(level + 1);
    return new Place(next + index % lists, index / lists);
  }
}
