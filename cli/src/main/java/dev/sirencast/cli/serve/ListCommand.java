package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.transport.publish.StreamEntry;
import dev.sirencast.transport.publish.StreamSource;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code list}: what a server has. */
@Command(
    name = "list",
    description = "Lists the streams of 'sirencast serve'.",
    sortOptions = false)
public final class ListCommand extends ConsoleCommand {
  private static final int SHOWN_DIGITS = 16;

  @Mixin private PublisherOptions publisher = new PublisherOptions();

  @Override
  public Integer call() throws IOException {
    List<StreamEntry> streams;
    try (StreamSource source = publisher.connect()) {
      streams = source.list();
    }
    ObjectNode json = Json.object();
    json.put("from", publisher.address());
    json.put("tls", publisher.encrypted());
    json.put("carousel", publisher.carousel());
    ArrayNode array = json.putArray("streams");
    StringBuilder text = new StringBuilder();
    int width = streams.stream().mapToInt(stream -> stream.name().length()).max().orElse(0);
    for (StreamEntry stream : streams) {
      ObjectNode object = array.addObject();
      object.put("name", stream.name());
      object.put("packets", stream.frames());
      object.put("bytes", stream.bytes());
      object.put("sha256", stream.digest());
      text.append(
          String.format(
              Locale.ROOT,
              "%-" + Math.max(1, width) + "s  %,12d bytes  %,8d packets  sha256 %s...%n",
              stream.name(),
              stream.bytes(),
              stream.frames(),
              stream.digest().substring(0, SHOWN_DIGITS)));
    }
    text.append(streams.size()).append(streams.size() == 1 ? " stream" : " streams");
    print(text.toString(), json);
    return ExitCode.DONE;
  }
}
