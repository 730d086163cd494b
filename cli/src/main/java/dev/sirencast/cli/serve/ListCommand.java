package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.transport.carousel.CarouselSubscriber;
import dev.sirencast.transport.carousel.HeardStream;
import dev.sirencast.transport.publish.StreamEntry;
import dev.sirencast.transport.publish.StreamSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code list}: what a server has. */
@Command(
    name = "list",
    description = "Lists the streams of 'sirencast serve', and what each of them holds.",
    sortOptions = false)
public final class ListCommand extends ConsoleCommand {
  private static final int SHOWN_DIGITS = 8;

  /** One stream with a long name does not move all others' columns out of sight. */
  private static final int MOST_COLUMNS = 32;

  @Mixin private PublisherOptions publisher = new PublisherOptions();

  @Override
  public Integer call() throws IOException {
    List<StreamEntry> streams;
    Map<String, SignalDescription> signals;
    Map<String, Double> ages = new HashMap<>();
    try (StreamSource source = publisher.connect(Optional.empty())) {
      streams = source instanceof CarouselSubscriber heard ? heard(heard, ages) : source.list();
      // A carousel would have to be waited for, once for each stream.
      signals = publisher.carousel() ? Map.of() : StreamGlance.at(source, streams);
    }
    ObjectNode json = Json.object();
    publisher.addTo(json);
    ArrayNode array = json.putArray("streams");
    StringBuilder text = new StringBuilder();
    int width = width(streams, StreamEntry::name);
    int what = width(streams, stream -> text(signals.get(stream.name())));
    for (StreamEntry stream : streams) {
      ObjectNode object = array.addObject();
      object.put("name", stream.name());
      object.put("packets", stream.frames());
      object.put("bytes", stream.bytes());
      object.put("sha256", stream.digest());
      Double age = ages.get(stream.name());
      if (age != null) {
        Json.number(object, "heard_seconds_ago", age);
      }
      SignalDescription signal = signals.get(stream.name());
      if (signal != null) {
        SignalText.addTo(object, signal);
      }
      text.append(
          String.format(
              Locale.ROOT,
              "%-" + width + "s  %-" + what + "s  %,d bytes, %,d packets, sha256 %s...%s%n",
              stream.name(),
              text(signal),
              stream.bytes(),
              stream.frames(),
              stream.digest().substring(0, SHOWN_DIGITS),
              age == null ? "" : String.format(Locale.ROOT, ", heard %.1f s ago", age)));
    }
    text.append(streams.size()).append(streams.size() == 1 ? " stream" : " streams");
    print(text.toString(), json);
    return ExitCode.DONE;
  }

  /** One that was heard of long ago may have gone before the last of the others was. */
  private static List<StreamEntry> heard(CarouselSubscriber carousel, Map<String, Double> ages)
      throws IOException {
    List<StreamEntry> streams = new ArrayList<>();
    for (HeardStream heard : carousel.hear()) {
      streams.add(heard.stream());
      ages.put(heard.stream().name(), heard.ago().toNanos() * 1e-9);
    }
    return streams;
  }

  private static int width(List<StreamEntry> streams, Function<StreamEntry, String> column) {
    int widest = streams.stream().mapToInt(stream -> column.apply(stream).length()).max().orElse(1);
    return Math.min(widest, MOST_COLUMNS);
  }

  private static String text(@Nullable SignalDescription signal) {
    return signal == null ? "?" : SignalText.of(signal);
  }
}
