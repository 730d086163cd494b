package dev.sirencast.encoder;

import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.MetadataMessage;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.PacketFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which texts of a file of weights travel along with what the user states: as many as fit the
 * packet, short ones before long ones; and where bytes are what is asked for, no more than a
 * thousandth of them.
 *
 * @param kept what travels, the user's texts included
 * @param left the names of what does not
 * @param mostBytes that the file's texts may take
 */
public record CopiedMetadata(
    SortedMap<String, MetadataValue> kept, List<String> left, int mostBytes) {
  /** What a file says that a stream says in fields of its own. */
  private static final Set<String> STATED_ELSEWHERE =
      Set.of(
          "omega0_first",
          "omega0_hidden",
          "omega0_last",
          "grid",
          "components",
          "activation",
          "coordinates",
          "outputs");

  /** What texts about patches begin with: a stream says them in fields of its own too. */
  private static final String OF_PATCHES = "patches.";

  /** Copied texts take one byte of so many, where bytes are what is asked for. */
  private static final int SHARE = 1000;

  /** A guess where the bytes are not known before: four bits a weight. */
  private static final int WEIGHTS_A_BYTE = 2;

  private static final int MAX_NAMED = 5;

  /** Copies the list. */
  public CopiedMetadata {
    left = List.copyOf(left);
  }

  /**
   * Chooses among a file's texts.
   *
   * @param found all of the file's texts; the user's of the same name go before them
   * @param options whose metadata is the user's
   * @param weights of the network
   */
  public static CopiedMetadata of(Map<String, String> found, EncoderOptions options, int weights) {
    SortedMap<String, MetadataValue> kept = new TreeMap<>(options.packets().metadata());
    int most = mostBytes(options, weights);
    int room = Math.min(PacketFormat.MAX_FRAME_BYTES, MetadataMessage.frameBytes(kept) + most);
    List<String> left = new ArrayList<>();
    for (Map.Entry<String, String> text : shortFirst(found)) {
      if (!kept.containsKey(text.getKey())) {
        kept.put(text.getKey(), new MetadataValue.Text(text.getValue()));
        if (!left.isEmpty() || !fits(kept, room)) {
          kept.remove(text.getKey());
          left.add(text.getKey());
        }
      }
    }
    return new CopiedMetadata(kept, left, most);
  }

  private static int mostBytes(EncoderOptions options, int weights) {
    if (options.target().isEmpty() || options.target().get().isOfFixedWidth()) {
      return PacketFormat.MAX_FRAME_BYTES;
    }
    double bytes =
        options.target().get() instanceof RateTarget.Bytes target
            ? target.bytes()
            : weights / WEIGHTS_A_BYTE;
    return (int) Math.min(PacketFormat.MAX_FRAME_BYTES, bytes / SHARE);
  }

  private static boolean fits(SortedMap<String, MetadataValue> texts, int room) {
    try {
      return MetadataMessage.frameBytes(texts) <= room;
    } catch (IllegalArgumentException e) {
      return false; // not even one packet holds it
    }
  }

  private static List<Map.Entry<String, String>> shortFirst(Map<String, String> found) {
    return found.entrySet().stream()
        .filter(entry -> !STATED_ELSEWHERE.contains(entry.getKey()))
        .filter(entry -> !entry.getKey().startsWith(OF_PATCHES))
        .sorted(Comparator.comparingLong(CopiedMetadata::bytes).thenComparing(Map.Entry::getKey))
        .toList();
  }

  private static long bytes(Map.Entry<String, String> entry) {
    return (entry.getKey() + entry.getValue()).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether bytes were to be saved, not only the packet full. */
  public boolean isLimited() {
    return mostBytes < PacketFormat.MAX_FRAME_BYTES;
  }

  /** The names of what is left out, in words; of many only some. */
  public String leftText() {
    String names = String.join(", ", left.subList(0, Math.min(MAX_NAMED, left.size())));
    int more = left.size() - MAX_NAMED;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
