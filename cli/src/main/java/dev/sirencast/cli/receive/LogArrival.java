package dev.sirencast.cli.receive;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.connection.LogConnection;
import dev.sirencast.cli.connection.SecurityOptions;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LogReading;
import dev.sirencast.transport.publish.StreamName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code receive --from}: which streams of which log, on the command line. */
@Grouped(OptionGroup.LOG)
final class LogArrival {
  private static final double MAX_SECONDS = 1e6;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description =
          "Take a stream from a log that 'sirencast serve --to' writes, such as"
              + " kafka://broker:9092/topic, instead of listening.")
  private @Nullable String address;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = {
        "With --from: the stream, as 'list' shows it; the newest version that is whole, or the"
            + " first that comes. Without it the only stream that is there."
      })
  private @Nullable String stream;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = {
        "With --from: one of several receivers that share all streams of the log, each of which one"
            + " of them rebuilds. -o is then a folder; it ends with Ctrl-C. Where one is killed,"
            + " the others, or the same command, go on with what it had not finished."
      })
  private @Nullable String group;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "With --from: what was written at this time or later, such as 2026-01-31T12:00:00Z, or"
              + " 'now' (default: all that is there).")
  private @Nullable String since;

  @Option(names = "--once", description = "With --group: end when all that was there is done.")
  private boolean once;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "With --group: end after this time.")
  private @Nullable Double seconds;

  @Mixin private LogConnection connection = new LogConnection();

  /**
   * Whether a log is named.
   *
   * @throws CommandException if none is, and an option asks for something of it
   */
  boolean isWanted() {
    boolean isMeant = stream != null || group != null || since != null || connection.isUsed();
    if (address == null && isMeant) {
      throw CommandException.usage(
          "--stream, --group, --since and --log-config go with --from", null);
    }
    if (group == null && (once || seconds != null)) {
      throw CommandException.usage("--once and --for go with --from and --group", null);
    }
    if (seconds != null && !(seconds >= 0.001 && seconds <= MAX_SECONDS)) {
      throw CommandException.usage("--for must be 0.001 to 1e6 seconds, got " + seconds, null);
    }
    return address != null;
  }

  String address() {
    return String.valueOf(address);
  }

  /** The name of the one stream, if it is stated. */
  Optional<String> stream() {
    return Optional.ofNullable(stream);
  }

  boolean isGroup() {
    return group != null;
  }

  /** Whether a group's receiver ends with what there was when it began. */
  boolean once() {
    return once;
  }

  /** When a group's receiver ends, in seconds from its beginning. */
  double seconds() {
    return seconds == null ? Double.POSITIVE_INFINITY : seconds;
  }

  /**
   * Opens the log.
   *
   * @throws CommandException if an option is wrong
   * @throws IOException if it cannot be reached
   */
  LogReader open(Duration timeout, SecurityOptions security) throws IOException {
    return connection.read(address(), timeout, security, CommandException.checked(this::reading));
  }

  private LogReading reading() {
    LogReading reading = LogReading.all();
    if (stream != null) {
      reading = reading.withStream(StreamName.require(stream));
    }
    if (group != null) {
      if (stream != null) {
        throw new IllegalArgumentException("--group takes all streams, and --stream one");
      }
      reading = reading.withGroup(group);
    }
    return since == null ? reading : reading.withSince(time(since));
  }

  private static Instant time(String text) {
    if (text.equals("now")) {
      return Instant.MAX;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--since: '" + text + "' is no time; expected such as 2026-01-31T12:00:00Z, or now", e);
    }
  }
}
