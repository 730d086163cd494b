package dev.sirencast.cli.serve;

import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.transport.impairment.ChannelOptions;
import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.log.LogPosition;
import dev.sirencast.transport.log.LogSurvey;
import dev.sirencast.transport.log.LogWriter;
import dev.sirencast.transport.log.LoggedStream;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.StreamEntry;
import dev.sirencast.transport.transfer.ChannelFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts streams on a log, through a channel. What is there already is not written again; what it
 * replaces is taken off once the new one is whole. A log that fails ends the work, by an {@link
 * UncheckedIOException}: started again, it goes on with what is missing. Not thread-safe.
 */
final class LogShelf implements StreamShelf {
  private static final int STREAM_DIGITS = 7;
  private static final int HEX = 16;

  private final LogWriter writer;
  private final LogSurvey survey;
  private final ChannelOptions options;
  private final long bitsPerSecond;

  /** The versions of a stream that are on the log, by its name, of those that were asked for. */
  private final Map<String, List<LoggedStream>> versions = new HashMap<>();

  /** What this process has put there or found to be there: nothing else is taken off. */
  private final Set<String> ours = new HashSet<>();

  private ChannelStatistics channel = ChannelStatistics.NONE;
  private String unfinished = "";
  private int written;
  private int found;
  private int removed;
  private long bytes;

  /**
   * @param survey what the log holds
   */
  LogShelf(LogWriter writer, LogSurvey survey, ChannelOptions options, long bitsPerSecond) {
    this.writer = writer;
    this.survey = survey;
    this.options = options;
    this.bitsPerSecond = bitsPerSecond;
  }

  @Override
  public boolean put(String name, List<byte[]> frames) {
    StreamEntry stream = StreamEntry.of(name, frames);
    List<LoggedStream> there = versions(name);
    unfinished = name;
    Optional<LoggedStream> same =
        there.stream()
            .filter(one -> one.entry().equals(stream) && one.end().isPresent())
            .findFirst();
    try {
      LoggedStream now;
      if (same.isPresent()) {
        now = same.get();
        found++;
      } else {
        now = write(stream, frames);
        written++;
      }
      ours.add(name);
      for (LoggedStream other : List.copyOf(there)) {
        if (!other.entry().equals(stream)) {
          writer.remove(other);
          removed++;
        }
      }
      there.clear();
      there.add(now);
      return same.isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<LoggedStream> versions(String name) {
    return versions.computeIfAbsent(name, any -> new ArrayList<>(survey.versions(name)));
  }

  @Override
  public boolean takeOff(String name) {
    if (!ours.remove(name)) {
      return false;
    }
    unfinished = name;
    try {
      for (LoggedStream version : versions(name)) {
        writer.remove(version);
        removed++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    versions(name).clear();
    return true;
  }

  /** Writes what comes through the channel, and then that this was all. */
  private LoggedStream write(StreamEntry stream, List<byte[]> frames) throws IOException {
    Numbers numbers = new Numbers(frames);
    // Streams have losses of their own, the same whenever they are written.
    int draw = Integer.parseInt(stream.digest().substring(0, STREAM_DIGITS), HEX);
    ChannelFeed feed =
        new ChannelFeed(
            options,
            draw,
            bitsPerSecond,
            out -> {
              for (byte[] frame : out) {
                writer.frame(stream, numbers.of(frame), kind(frame), frame);
                bytes += frame.length;
              }
            });
    try {
      for (byte[] frame : frames) {
        feed.offer(frame);
      }
      feed.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(stream.name() + ": interrupted", e);
    }
    channel = channel.plus(feed.statistics());
    writer.end(stream);
    LogPosition anywhere = new LogPosition(0, 0);
    return new LoggedStream(stream, anywhere, Optional.of(anywhere), numbers.next);
  }

  private static String kind(byte[] frame) {
    WeightPacket packet = PacketSerializer.parse(frame).packetOrNull();
    return packet == null ? "unreadable" : packet.kind().name().toLowerCase(Locale.ROOT);
  }

  /** Which number in its stream a frame has that comes out of a channel. */
  private static final class Numbers {
    private final Map<Identity, Integer> known = new HashMap<>();
    private int next;

    private record Identity(PacketKind kind, int number) {}

    Numbers(List<byte[]> frames) {
      for (byte[] frame : frames) {
        WeightPacket packet = PacketSerializer.parse(frame).packetOrNull();
        if (packet != null) {
          known.put(new Identity(packet.kind(), packet.number()), next);
        }
        next++;
      }
    }

    /** That of its packet; where its header is damaged, one that no packet has. */
    int of(byte[] frame) {
      WeightPacket packet = PacketSerializer.parse(frame).packetOrNull();
      Integer number =
          packet == null ? null : known.get(new Identity(packet.kind(), packet.number()));
      return number == null ? next++ : number;
    }
  }

  /** The stream that was last begun with. */
  String unfinished() {
    return unfinished;
  }

  int written() {
    return written;
  }

  int found() {
    return found;
  }

  int removed() {
    return removed;
  }

  long bytes() {
    return bytes;
  }

  /** What the channel did to all of them. */
  ChannelStatistics channel() {
    return channel;
  }
}
