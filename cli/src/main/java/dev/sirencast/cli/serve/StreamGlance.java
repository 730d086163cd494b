package dev.sirencast.cli.serve;

import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.StreamEntry;
import dev.sirencast.transport.publish.StreamSource;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a published stream holds, told by its first packet alone: the manifest, as a rule. */
final class StreamGlance implements FetchSink {
  private @Nullable SignalDescription signal;

  private StreamGlance() {}

  /**
   * Looks at streams, for a round trip each.
   *
   * @return the signals by the streams' names, without those that cannot be told
   */
  static Map<String, SignalDescription> at(StreamSource source, List<StreamEntry> streams) {
    Map<String, SignalDescription> signals = new HashMap<>();
    for (StreamEntry stream : streams) {
      StreamGlance glance = new StreamGlance();
      try {
        source.fetch(stream.name(), glance);
      } catch (IOException e) {
        continue; // gone since it was listed
      }
      if (glance.signal != null) {
        signals.put(stream.name(), glance.signal);
      }
    }
    return signals;
  }

  @Override
  public BitSet begin(StreamEntry stream) {
    BitSet present = new BitSet();
    present.set(1, stream.frames());
    return present;
  }

  @Override
  public void accept(int number, byte[] frame) {
    if (PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact
        && intact.packet().kind() == PacketKind.MANIFEST) {
      try {
        signal = ManifestSerializer.parse(intact.packet()).signal();
      } catch (InvalidStreamException e) {
        // Of another version, or none: it is listed without.
      }
    }
  }
}
