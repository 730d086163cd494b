package dev.sirencast.cli.receive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.receiver.ProgressiveReceiver;
import dev.sirencast.receiver.Reception;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code decode}: a stream in, a signal out. */
@Command(
    name = "decode",
    description = "Rebuilds the signal of a stored stream, damaged or not.",
    sortOptions = false)
public final class DecodeCommand extends ConsoleCommand {
  @Parameters(paramLabel = "IN.siren", description = "The stream; - for standard input.")
  @Reads
  private Path input = Path.of("");

  @Mixin private ReceptionOutput out = new ReceptionOutput();
  @Mixin private ArrivalOptions arrival = new ArrivalOptions();

  @Override
  protected void addFiles(CommandFiles files) {
    arrival.addFiles(files, out);
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    out.requireWritable();
    ProgressiveReceiver receiver = arrival.receiver(this, out, out.options());
    StreamFile.frames(input).forEach(receiver::accept);
    Reception reception = StreamFile.finish(input.toString(), receiver.receiver());
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    arrival.addTo(json);
    return out.write(this, input.toString(), reception, start, json);
  }
}
