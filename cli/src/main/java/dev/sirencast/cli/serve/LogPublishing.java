package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ChannelText;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.connection.LogConnection;
import dev.sirencast.cli.connection.SecurityOptions;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.LinkChannel;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.transport.impairment.ChannelOptions;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LogReading;
import dev.sirencast.transport.log.LogSurvey;
import dev.sirencast.transport.log.LogWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve --to}: a directory's streams onto a log instead of a socket. */
@Grouped(OptionGroup.LOG)
final class LogPublishing {
  private static final long POLL_MILLIS = 50;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = {
        "Write the streams to a log, such as kafka://broker:9092/topic, and do not listen. Each is"
            + " written once, and taken off when its file goes; what is there at the end stays."
      })
  private @Nullable String address;

  @Option(names = "--once", description = "With --to: write what the directory holds now, and end.")
  private boolean once;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "With --to: how long the log may be out of reach (default: ${DEFAULT-VALUE}).")
  private double timeoutSeconds;

  @Mixin private LogConnection connection = new LogConnection();
  @Mixin private LinkChannel channel = new LinkChannel();

  /**
   * Whether streams go to a log.
   *
   * @throws CommandException if they do not, and an option asks for something of it
   */
  boolean isWanted() {
    boolean isMeant =
        once || connection.isUsed() || channel.realtime() || !channel.model().isClean();
    if (address == null && isMeant) {
      throw CommandException.usage(
          "--once, --log-config, --realtime and --channel go with --to; over a socket 'sirencast relay' is the"
              + " channel",
          null);
    }
    return address != null;
  }

  /** Where and how often the directory is looked at, and until when. */
  record Work(Path directory, long maxBytes, Duration rescan, double seconds) {}

  /** Writes until the time is over, or somebody ends it; returns the exit code. */
  int run(ConsoleCommand command, Work work, SecurityOptions security) throws IOException {
    String to = String.valueOf(address);
    Duration timeout =
        ServeLimits.seconds("--timeout", timeoutSeconds, 0.001, ServeLimits.MAX_SECONDS);
    ChannelOptions options =
        ChannelOptions.defaults()
            .withModel(channel.model(), channel.seed())
            .withHeaderBytes(PacketFormat.HEADER_BYTES)
            .withRealtime(channel.realtime());
    long bitsPerSecond = channel.bitsPerSecond();
    long start = System.nanoTime();
    try (LogWriter writer = connection.write(to, timeout, security)) {
      LogSurvey there;
      try (LogReader reader = connection.read(to, timeout, security, LogReading.all())) {
        there = LogSurvey.of(reader, timeout);
      }
      LogShelf shelf = new LogShelf(writer, there, options, bitsPerSecond);
      ServedDirectory served =
          new ServedDirectory(
              work.directory(), shelf, work.maxBytes(), command::note, command::warn);
      Thread worker = Thread.currentThread();
      Runnable stop =
          () -> {
            worker.interrupt();
            writer.stop();
          };
      try (Interrupt interrupt = Interrupt.open(stop)) {
        command.note("writing " + work.directory() + " to " + to);
        try {
          run(served, work, interrupt, start);
        } catch (UncheckedIOException e) {
          if (!interrupt.requested()) {
            throw e.getCause();
          }
          command.warn(shelf.unfinished() + ": is on the log in part only");
        } finally {
          Thread.interrupted(); // what remains is to be said
        }
      }
      report(command, shelf, work, (System.nanoTime() - start) * 1e-9);
    }
    return ExitCode.DONE;
  }

  private void run(ServedDirectory served, Work work, Interrupt interrupt, long start) {
    served.scan();
    long last = System.nanoTime();
    while (!once && !interrupt.requested() && (System.nanoTime() - start) * 1e-9 < work.seconds()) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      if (System.nanoTime() - last >= work.rescan().toNanos()) {
        served.scan();
        last = System.nanoTime();
      }
    }
  }

  private void report(ConsoleCommand command, LogShelf shelf, Work work, double duration) {
    ObjectNode json = Json.object();
    json.put("directory", work.directory().toString());
    json.put("to", address);
    json.put("streams", shelf.written());
    json.put("there_already", shelf.found());
    json.put("removed", shelf.removed());
    json.put("packets", shelf.channel().offered());
    json.put("frames", shelf.channel().delivered());
    json.put("bytes", shelf.bytes());
    json.put("channel", channel.model().toString());
    json.put("seed", channel.seed());
    json.put("realtime", channel.realtime());
    Json.channel(json.putObject("observed"), shelf.channel());
    Json.number(json, "seconds", duration);
    String damage =
        channel.model().isClean()
            ? ""
            : String.format(
                Locale.ROOT,
                "%nchannel %s, seed %d:%n%s",
                channel.model(),
                channel.seed(),
                shelf.channel().offered() == 0
                    ? "nothing had to be written"
                    : ChannelText.of(shelf.channel()));
    command.print(
        String.format(
            Locale.ROOT,
            "%s to %s in %.1f s:%n%d written, %d there already, %d removed; %,d packets, %,d bytes%s",
            work.directory(),
            address,
            duration,
            shelf.written(),
            shelf.found(),
            shelf.removed(),
            shelf.channel().delivered(),
            shelf.bytes(),
            damage),
        json);
  }
}
