package dev.sirencast.cli.receive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.InsufficientMemoryException;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * {@code receive --group}: the signals of all streams that a group's receiver gets, in a folder.
 */
final class GroupReceiving implements GroupReception.Output {
  private final ConsoleCommand command;
  private final ReceptionOutput out;
  private final String source;
  private final Path folder;
  private final ReceiverOptions options;
  private final ArrayNode streams = Json.object().arrayNode();
  private final long start = System.nanoTime();
  private int failed;
  private int exitCode = ExitCode.DONE;

  /**
   * @throws CommandException if the output cannot be a folder
   */
  GroupReceiving(ConsoleCommand command, ReceptionOutput out, String source) throws IOException {
    this.command = command;
    this.out = out;
    this.source = source;
    this.options = out.options();
    this.folder = out.requireFolder();
  }

  /** Receives until it is to end. */
  void run(GroupReception reception, BooleanSupplier isStopped, boolean once, double seconds)
      throws IOException {
    command.note("reading " + source + " into " + folder);
    while (!isStopped.getAsBoolean() && (System.nanoTime() - start) * 1e-9 < seconds) {
      if (reception.step() && once) {
        return;
      }
    }
  }

  @Override
  public void make(StreamEntry stream, List<byte[]> frames, Optional<String> cutShort)
      throws IOException {
    String name = stream.name();
    cutShort.ifPresent(why -> command.warn(name + ": was cut short: " + why));
    long begin = System.nanoTime();
    ObjectNode json = Json.object();
    json.put("stream", name);
    json.put("complete", cutShort.isEmpty());
    Reception reception;
    Path file;
    try {
      reception = StreamFile.receive(name, frames, options);
      file = out.file(folder, name, reception.manifest().signal());
    } catch (CommandException e) {
      giveUp(e);
      return;
    }
    // What fails from here on is this receiver's fault, not the stream's: another may have it.
    try {
      ReceptionOutput.Written written = out.write(file, command, name, reception, begin, json);
      command.note(written.text());
      exitCode = Math.max(exitCode, written.exitCode());
      streams.add(json);
    } catch (InsufficientMemoryException e) {
      giveUp(e);
    }
  }

  /** It will not be any better the next time: the others go on. */
  private void giveUp(RuntimeException e) {
    command.warn(String.valueOf(e.getMessage()));
    failed++;
  }

  /** Prints what was done; returns the exit code. */
  int report() {
    double seconds = (System.nanoTime() - start) * 1e-9;
    ObjectNode json = Json.object();
    json.put("from", source);
    json.put("output", folder.toString());
    json.set("streams", streams);
    json.put("failed", failed);
    Json.number(json, "seconds", seconds);
    command.print(
        String.format(
            Locale.ROOT,
            "%s: %s into %s, %d could not be rebuilt, in %.1f s",
            source,
            streams.size() == 1 ? "1 stream" : streams.size() + " streams",
            folder,
            failed,
            seconds),
        json);
    return failed > 0 ? ExitCode.FAILURE : exitCode;
  }
}
