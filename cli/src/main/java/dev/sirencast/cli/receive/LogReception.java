package dev.sirencast.cli.receive;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.transport.log.LogEntry;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LogSurvey;
import dev.sirencast.transport.log.LoggedFrame;
import dev.sirencast.transport.log.LoggedStream;
import dev.sirencast.transport.net.TransportException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes one stream from a log. For one thread. */
final class LogReception {
  private static final Duration POLL = Duration.ofMillis(100);

  private final LogReader reader;
  private final Duration patience;
  private final BooleanSupplier isStopped;
  private final BitSet seen = new BitSet();
  private @Nullable LoggedStream stream;
  private @Nullable String cut;
  private boolean isWhole;
  private long bytes;

  /**
   * @param patience how long nothing of the stream may come
   * @param isStopped whether somebody has stopped the reader
   */
  LogReception(LogReader reader, Duration patience, BooleanSupplier isStopped) {
    this.reader = reader;
    this.patience = patience;
    this.isStopped = isStopped;
  }

  /**
   * Takes the stream that is there, or waits for the first that comes, up to its end.
   *
   * @param name which one, or nothing for any
   * @param onFrame given its frames
   * @throws CommandException if several are there and none is named
   * @throws TransportException if the log refuses, or no stream comes until it is stopped or over
   */
  void receive(Optional<String> name, Consumer<byte[]> onFrame) throws TransportException {
    LogSurvey survey = LogSurvey.of(reader, patience);
    List<String> names = name.map(List::of).orElse(survey.names());
    if (names.size() > 1) {
      throw CommandException.usage(
          "the log has "
              + names.size()
              + " streams; choose one with --stream, such as "
              + names.get(0),
          null);
    }
    if (!names.isEmpty()) {
      stream = survey.newest(names.get(0)).orElse(null);
    }
    if (stream != null) {
      reader.seek(stream.first());
    }
    long last = System.nanoTime();
    while (!isWhole && cut == null) {
      for (LogEntry entry : reader.read(POLL)) {
        if (!isWhole && cut == null && take(entry, name, onFrame)) {
          last = System.nanoTime();
        }
      }
      if (isStopped.getAsBoolean()) {
        if (stream == null) {
          throw new TransportException("interrupted before a stream came", null);
        }
        cut = "it was interrupted";
      } else if (System.nanoTime() - last > patience.toNanos()) {
        if (stream == null) {
          throw new TransportException(
              "no stream "
                  + name.map(wanted -> wanted + " ").orElse("")
                  + "has come within "
                  + patience.toMillis() / 1000.0
                  + " s",
              null);
        }
        cut = "nothing more has come for " + patience.toMillis() / 1000.0 + " s";
      }
    }
  }

  /** Takes what is of the stream; says whether it is. */
  private boolean take(LogEntry entry, Optional<String> name, Consumer<byte[]> onFrame) {
    if (stream == null && !(entry instanceof LogEntry.Removed)) {
      if (name.isPresent() && !name.get().equals(entry.stream().name())) {
        return false;
      }
      stream = new LoggedStream(entry.stream(), entry.position(), Optional.empty(), 0);
    }
    if (stream == null || !stream.entry().equals(entry.stream())) {
      return false;
    }
    if (entry instanceof LoggedFrame frame) {
      onFrame.accept(frame.frame());
      bytes += frame.frame().length;
      if (frame.number() < stream.entry().frames()) {
        seen.set(frame.number());
      }
      isWhole = seen.cardinality() == stream.entry().frames();
    } else if (entry instanceof LogEntry.Ended ended) {
      isWhole = stream.endsWith(ended);
    } else {
      cut = "it was taken off the log";
    }
    return true;
  }

  /** The stream's name, or nothing where none has come. */
  Optional<String> name() {
    return Optional.ofNullable(stream).map(one -> one.entry().name());
  }

  /** Why the stream did not come to its end, if it did not. */
  Optional<String> cutShort() {
    return Optional.ofNullable(cut);
  }

  /** The bytes of the frames that came. */
  long bytes() {
    return bytes;
  }
}
