package dev.sirencast.transport.log;

import dev.sirencast.transport.net.TimeoutRange;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.StreamEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What streams a log holds, told by reading it once. Streams of one name are versions of one: the
 * last that is there to its end counts, before that the last of all. Not thread-safe.
 */
public final class LogSurvey {
  private static final int MAX_STREAMS = 100_000;
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** By name; the versions by their entries, in the order in which they began. */
  private final Map<String, Map<StreamEntry, LoggedStream>> streams = new TreeMap<>();

  private int count;

  /**
   * Reads what is on the log now.
   *
   * @param patience how long nothing may come before there is all
   * @throws TransportException if the log refuses, says nothing for so long, or holds too many
   *     streams
   */
  public static LogSurvey of(LogReader reader, Duration patience) throws TransportException {
    LogSurvey survey = new LogSurvey();
    long last = System.nanoTime();
    while (!reader.isCaughtUp()) {
      List<LogEntry> entries = reader.read(PATIENCE);
      if (!entries.isEmpty()) {
        last = System.nanoTime();
      } else if (System.nanoTime() - last > patience.toNanos()) {
        throw new TransportException(
            "the log has said nothing for " + TimeoutRange.text(patience) + ", and has more to say",
            null);
      }
      for (LogEntry entry : entries) {
        survey.accept(entry);
      }
    }
    return survey;
  }

  /**
   * Takes the next entry into account.
   *
   * @throws TransportException if there are too many streams
   */
  public void accept(LogEntry entry) throws TransportException {
    StreamEntry stream = entry.stream();
    Map<StreamEntry, LoggedStream> versions =
        streams.computeIfAbsent(stream.name(), any -> new LinkedHashMap<>());
    if (entry instanceof LogEntry.Removed) {
      if (versions.remove(stream) != null) {
        count--;
      }
      return;
    }
    LoggedStream known = versions.get(stream);
    if (known == null) {
      if (++count > MAX_STREAMS) {
        throw new TransportException(
            "the log holds more than " + MAX_STREAMS + " streams; choose one by its name", null);
      }
      known = new LoggedStream(stream, entry.position(), Optional.empty(), 0);
    }
    versions.put(stream, known.with(entry));
  }

  /** The newest version of each stream that is there to its end, in the order of the names. */
  public List<LoggedStream> ended() {
    return streams.keySet().stream()
        .map(this::newest)
        .flatMap(Optional::stream)
        .filter(stream -> stream.end().isPresent())
        .toList();
  }

  /** The names of the streams of which anything is there, in their order. */
  public List<String> names() {
    return streams.keySet().stream().filter(name -> newest(name).isPresent()).toList();
  }

  /** The version of a stream that counts. */
  public Optional<LoggedStream> newest(String name) {
    LoggedStream newest = null;
    for (LoggedStream version : versions(name)) {
      if (newest == null || isNewer(version, newest)) {
        newest = version;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** Of two versions, the second of which began first. */
  private static boolean isNewer(LoggedStream one, LoggedStream other) {
    if (one.end().isEmpty() || other.end().isEmpty()) {
      return other.end().isEmpty();
    }
    return one.end().get().offset() > other.end().get().offset();
  }

  /** All versions of a stream, in the order in which they began. */
  public List<LoggedStream> versions(String name) {
    return new ArrayList<>(streams.getOrDefault(name, Map.of()).values());
  }
}
