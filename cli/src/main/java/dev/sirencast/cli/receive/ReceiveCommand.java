package dev.sirencast.cli.receive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.connection.SecurityOptions;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.LinkOptions;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.receiver.ProgressiveReceiver;
import dev.sirencast.receiver.Reception;
import dev.sirencast.transport.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code receive}: one stream from a sender, rebuilt. */
@ShortHelp(
    options =
        "--output --transport --reference --policy --progressive --scale"
            + " --save --timeout --tls --from --json --help",
    examples = {
      "receive :7800 -o photo.png",
      "receive 0.0.0.0:7800 -o photo.png --plain --transport udp",
      "receive --from kafka://localhost:9092/streams -o photo.png"
    })
@Command(
    name = "receive",
    description = {
      "Waits for 'sirencast send', takes one stream and rebuilds its signal; or takes it from a log"
          + " (--from), or all that come there (--group).",
      "Ctrl-C ends the transfer early and rebuilds what the packets so far make.",
      "Listens on this machine's loopback unless a host is given (0.0.0.0 for all addresses)."
    },
    sortOptions = false)
public final class ReceiveCommand extends ConsoleCommand {
  @Parameters(
      paramLabel = "[HOST]:PORT",
      arity = "0..1",
      description = "Where to listen, unless there is --from.")
  private @Nullable String listen;

  @Mixin private ReceptionOutput out = new ReceptionOutput();
  @Mixin private ArrivalOptions arrival = new ArrivalOptions();
  @Mixin private LinkOptions link = new LinkOptions();
  @Mixin private SecurityOptions security = new SecurityOptions();
  @Mixin private LogArrival log = new LogArrival();

  @Option(
      names = "--save",
      paramLabel = "FILE.siren",
      description = "Keep the packets too, as they arrived.")
  @Writes
  private @Nullable Path save;

  @Override
  protected void addFiles(CommandFiles files) {
    arrival.addFiles(files, out);
  }

  @Override
  public Integer call() throws IOException {
    boolean isFromLog = log.isWanted();
    if (isFromLog == (listen != null)) {
      throw CommandException.usage("expected one of [HOST]:PORT and --from", null);
    }
    if (log.isGroup()) {
      return group();
    }
    return isFromLog ? fromLog() : fromSender(String.valueOf(listen));
  }

  private KeptPackets keptPackets() throws IOException {
    out.requireWritable();
    if (save != null) {
      OutputFile.requireStream(save, this::warn);
    }
    return new KeptPackets(save);
  }

  private int group() throws IOException {
    if (save != null || arrival.isWanted()) {
      throw CommandException.usage("--group: --save and --progressive are for one stream", null);
    }
    GroupReceiving receiving = new GroupReceiving(this, out, log.address());
    try (LogReader reader = log.open(link.timeout(), security);
        Interrupt ending = Interrupt.open(reader::stop)) {
      receiving.run(
          new GroupReception(reader, link.timeout(), receiving),
          ending::requested,
          log.once(),
          log.seconds());
    }
    return receiving.report();
  }

  private int fromLog() throws IOException {
    ProgressiveReceiver receiver = arrival.receiver(this, out, out.options());
    KeptPackets kept = keptPackets();
    long start = System.nanoTime();
    ObjectNode json = Json.object();
    json.put("from", log.address());
    try (LogReader reader = log.open(link.timeout(), security);
        Interrupt ending = Interrupt.open(reader::stop)) {
      note("reading " + log.address());
      LogReception reception = new LogReception(reader, link.timeout(), ending::requested);
      reception.receive(
          log.stream(),
          frame -> {
            receiver.accept(frame);
            kept.add(frame);
          });
      reception.cutShort().ifPresent(why -> warn("the stream was cut short: " + why));
      reception.name().ifPresent(name -> json.put("stream", name));
      json.put("complete", reception.cutShort().isEmpty());
      json.put("bytes", reception.bytes());
      Json.number(json, "transfer_seconds", (System.nanoTime() - start) * 1e-9);
    }
    return finish(log.address(), receiver, kept, json);
  }

  private int fromSender(String address) throws IOException {
    SenderReception sender = SenderReception.of(this, address, link, security);
    ProgressiveReceiver receiver = arrival.receiver(this, out, out.options());
    KeptPackets kept = keptPackets();
    ObjectNode json = sender.receive(receiver, kept::add);
    return finish(address, receiver, kept, json);
  }

  /** Rebuilds the signal of what has come. */
  private int finish(String source, ProgressiveReceiver receiver, KeptPackets kept, ObjectNode json)
      throws IOException {
    long start = System.nanoTime();
    Optional<IOException> unsaved = save(kept);
    Reception reception = StreamFile.finish(source, receiver.receiver());
    arrival.addTo(json);
    int code = write(source, reception, start, json, kept);
    if (unsaved.isPresent()) {
      throw unsaved.get();
    }
    return code;
  }

  /** The signal is made all the same where the packets cannot be saved. */
  private static Optional<IOException> save(KeptPackets kept) {
    try {
      kept.save();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  /** Writes and reports the signal; its packets are not lost with it where that fails. */
  private int write(
      String source, Reception reception, long start, ObjectNode json, KeptPackets kept)
      throws IOException {
    try {
      return out.write(this, source, reception, start, json);
    } catch (IOException e) {
      throw CommandException.failure(FailureText.of(e) + kept.rescued(out.output()), e);
    } catch (CommandException e) {
      if (e.exitCode() != ExitCode.USAGE) {
        throw e;
      }
      throw CommandException.usage(e.getMessage() + kept.rescued(out.output()), e);
    }
  }
}
