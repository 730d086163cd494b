package dev.sirencast.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.codec.PacketFormat;
import dev.sirencast.transport.FetchSink;
import dev.sirencast.transport.FetchSummary;
import dev.sirencast.transport.StreamEntry;
import dev.sirencast.transport.StreamSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fetch}: one stream of a server's, resumed where it was interrupted. */
@Command(
    name = "fetch",
    description = {
      "Fetches a stream of 'sirencast serve', to the same bytes.",
      "What has come is kept in OUT.part: after an interruption, however hard, the same command"
          + " fetches only what is missing."
    },
    sortOptions = false)
final class FetchCommand extends ConsoleCommand {
  @Mixin private PublisherOptions publisher = new PublisherOptions();

  @Parameters(index = "1", paramLabel = "NAME", description = "The stream, as 'list' shows it.")
  private String name = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT.siren",
      description = "The file to write.")
  private Path output = Path.of("");

  @Override
  public Integer call() throws IOException {
    OutputFile.requireWritable(output);
    Path part = output.resolveSibling(output.getFileName() + ".part");
    try (Incoming incoming = new Incoming(part);
        StreamSource source = publisher.connect()) {
      FetchSummary summary;
      try {
        summary = source.fetch(name, incoming);
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(e.getMessage(), e);
      } catch (IOException e) {
        throw incoming.explain(e);
      }
      incoming.moveTo(output);
      report(summary);
    }
    return ExitCode.DONE;
  }

  private void report(FetchSummary summary) {
    StreamEntry stream = summary.stream();
    int kept = stream.frames() - summary.frames();
    ObjectNode json = Json.object();
    json.put("from", publisher.address());
    json.put("tls", publisher.encrypted());
    json.put("carousel", publisher.carousel());
    json.put("name", stream.name());
    json.put("output", output.toString());
    json.put("sha256", stream.digest());
    json.put("bytes", stream.bytes());
    json.put("packets", stream.frames());
    json.put("packets_fetched", summary.frames());
    json.put("packets_kept", kept);
    json.put("bytes_fetched", summary.bytes());
    Json.number(json, "seconds", summary.seconds());
    print(
        String.format(
            Locale.ROOT,
            "%s from %s: %,d packets, %,d bytes; fetched %,d packets and %,d bytes%s, in %.2f s",
            stream.name(),
            publisher.address(),
            stream.frames(),
            stream.bytes(),
            summary.frames(),
            summary.bytes(),
            kept == 0 ? "" : String.format(Locale.ROOT, " (%,d packets were there)", kept),
            summary.seconds()),
        json);
  }

  /** Leads frames into the journal, which begins when the server has said what the stream is. */
  private final class Incoming implements FetchSink, AutoCloseable {
    private final Path part;
    private @Nullable FetchJournal journal;
    private @Nullable ProgressDisplay display;
    private int frames;

    Incoming(Path part) {
      this.part = part;
    }

    @Override
    public BitSet begin(StreamEntry stream) throws IOException {
      FetchJournal opened = FetchJournal.open(part, stream, PacketFormat.MAX_FRAME_BYTES);
      journal = opened;
      frames = opened.frames();
      display = progress("fetching", stream.frames(), "packets");
      return opened.present();
    }

    @Override
    public void accept(int number, byte[] frame) throws IOException {
      if (journal != null) {
        journal.add(number, frame);
        frames++;
      }
    }

    @Override
    public void pause() throws IOException {
      if (journal != null && display != null) {
        journal.flush();
        display.update(frames, name);
      }
    }

    void moveTo(Path target) throws IOException {
      if (journal != null) {
        journal.moveTo(target);
      }
    }

    /** Says what is left of an interrupted fetch. */
    IOException explain(IOException failure) {
      if (journal == null) {
        return failure;
      }
      return new IOException(
          failure.getMessage()
              + "; "
              + frames
              + " of "
              + journal.stream().frames()
              + " packets are in "
              + part
              + ", the same command goes on from there",
          failure);
    }

    @Override
    public void close() throws IOException {
      if (display != null) {
        display.close();
      }
      if (journal != null) {
        journal.close();
      }
    }
  }
}
