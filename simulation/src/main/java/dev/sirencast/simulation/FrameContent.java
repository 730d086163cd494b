package dev.sirencast.simulation;

import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.transport.impairment.ChannelModel;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a stream's frames hold, as labels for channels that damage some of them. */
public final class FrameContent {
  private static final String MANIFEST = "manifest";

  /** Holds, or repairs, the first layer, the last and biases. */
  private static final String HIGH_PRIORITY = "high";

  /** Holds, or repairs, the hidden layers' matrices. */
  private static final String MATRICES = "matrices";

  private static final String NOTHING_KNOWN = "";

  private static final List<String> LABELS = List.of(MANIFEST, HIGH_PRIORITY, MATRICES);

  /** Names of earlier versions. */
  private static final Map<String, String> OLDER_LABELS =
      Map.of("vital", HIGH_PRIORITY, "hidden", MATRICES);

  private static final Pattern OLDER_SCOPE =
      Pattern.compile("(\\bscope\\s*=\\s*)(vital|hidden)\\b");

  private FrameContent() {}

  /**
   * Returns the label of what a frame holds: of packets that hold both classes, the high-priority
   * one; empty where it cannot be told.
   */
  public static String of(StreamManifest manifest, byte[] frame) {
    if (!(PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact)) {
      return NOTHING_KNOWN;
    }
    WeightPacket packet = intact.packet();
    if (packet.kind() == PacketKind.MANIFEST) {
      return MANIFEST;
    }
    return manifest
        .group(packet)
        .map(group -> group.tensors().stream().allMatch(manifest.architecture()::isHiddenMatrix))
        .map(hidden -> hidden ? MATRICES : HIGH_PRIORITY)
        .orElse(NOTHING_KNOWN);
  }

  /**
   * Reads a channel that may damage some frames alone, by what they hold.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static ChannelModel labelled(String text) {
    Matcher older = OLDER_SCOPE.matcher(text);
    return ChannelModel.parse(
        older.replaceAll(scope -> scope.group(1) + OLDER_LABELS.get(scope.group(2))), LABELS);
  }

  /**
   * Reads a channel that asks nobody what frames hold.
   *
   * @throws IllegalArgumentException if the text is none, or damages some frames alone
   */
  public static ChannelModel unasked(String text) {
    ChannelModel channel = labelled(text);
    if (channel.asksForLabels()) {
      throw new IllegalArgumentException(
          "ber(..,scope=manifest|high|matrices) is for 'simulate', got " + channel);
    }
    return channel;
  }
}
