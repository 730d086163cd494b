package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.CommandFiles;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.SignatureText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.TrustOption;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.transport.carousel.CarouselReception;
import dev.sirencast.transport.carousel.CarouselSubscriber;
import dev.sirencast.transport.carousel.RowSink;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.StreamEntry;
import dev.sirencast.transport.publish.StreamSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
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
public final class FetchCommand extends ConsoleCommand {
  private static final long RETRY_MILLIS = 500;

  @Mixin private PublisherOptions publisher = new PublisherOptions();

  @Parameters(index = "1", paramLabel = "NAME", description = "The stream, as 'list' shows it.")
  private String name = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT.siren",
      description = "The file to write.")
  @Writes
  private Path output = Path.of("");

  @Mixin private TrustOption trust = new TrustOption();

  private @Nullable String lastComplaint;

  @Option(
      names = "--retry",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Where the server is not there, goes away or does not have the stream yet, go on trying"
              + " until nothing has come for this time (default: ${DEFAULT-VALUE}).")
  private double retrySeconds;

  @Override
  public Integer call() throws IOException {
    OutputFile.requireStream(output, this::warn);
    ReceiverOptions trusting = trust.applyTo(StreamFile.UNSEEN);
    Duration patience = ServeLimits.seconds("--retry", retrySeconds, 0, ServeLimits.MAX_SECONDS);
    long start = System.nanoTime();
    try (Incoming incoming = new Incoming()) {
      StreamEntry stream = fetch(incoming, patience, trusting);
      Optional<SignatureText> signature = incoming.signature;
      signature.filter(one -> !one.isWhole()).ifPresent(one -> warn(output + ": " + one.text()));
      report(stream, incoming, signature, (System.nanoTime() - start) * 1e-9);
    }
    return ExitCode.DONE;
  }

  /** Where the packets are kept until they are all there. */
  private Path part() {
    return output.resolveSibling(output.getFileName() + ".part");
  }

  /**
   * Where they are kept while {@link #part} holds another stream's: a forged word of another stream
   * must not cost what has come. Whichever stream is whole first ends both.
   */
  private Path secondPart() {
    return output.resolveSibling(output.getFileName() + ".part2");
  }

  @Override
  protected void addFiles(CommandFiles files) {
    files.writes("the journal of -o", part());
    files.writes("the second journal of -o", secondPart());
  }

  private StreamEntry fetch(Incoming incoming, Duration patience, ReceiverOptions trusting)
      throws IOException {
    long start = System.nanoTime();
    long lastProgress = start;
    int had = 0;
    while (true) {
      try (StreamSource source = publisher.connect(Optional.of(name))) {
        StreamEntry stream = source.fetch(name, incoming).stream();
        incoming.ignored =
            source instanceof CarouselSubscriber carousel ? carousel.ignoredDatagrams() : 0;
        incoming.moveTo(output, trusting, System.nanoTime() - start < patience.toNanos());
        return stream;
      } catch (DiscardedStreamException e) {
        // Another sender of a carousel may have it; what a forger sends is no progress.
        if (System.nanoTime() - start >= patience.toNanos()) {
          throw e;
        }
        complain(e.getMessage());
        pause();
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(e.getMessage(), e);
      } catch (TransportException e) {
        if (incoming.news > had) {
          had = incoming.news;
          lastProgress = System.nanoTime();
        }
        if (System.nanoTime() - lastProgress >= patience.toNanos()) {
          throw incoming.explain(e);
        }
        complain(e.getMessage());
        pause();
      }
    }
  }

  /** Says what a retry is for, once in a row. */
  private void complain(@Nullable String reason) {
    if (reason != null && !reason.equals(lastComplaint)) {
      warn(reason + "; trying again");
    }
    lastComplaint = reason;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the server");
    }
  }

  private void report(
      StreamEntry stream, Incoming incoming, Optional<SignatureText> signature, double seconds) {
    int kept = stream.frames() - incoming.fetched;
    ObjectNode json = Json.object();
    publisher.addTo(json);
    json.put("name", stream.name());
    json.put("output", output.toString());
    json.put("sha256", stream.digest());
    json.put("bytes", stream.bytes());
    json.put("packets", stream.frames());
    json.put("packets_fetched", incoming.fetched);
    json.put("packets_kept", kept);
    json.put("bytes_fetched", incoming.fetchedBytes);
    incoming.heard.ifPresent(heard -> HeardText.addTo(json, heard, incoming.ignored));
    signature.ifPresent(one -> one.addTo(json));
    Json.number(json, "seconds", seconds);
    print(
        String.format(
            Locale.ROOT,
            "%s from %s: %,d packets, %,d bytes%nfetched %,d packets and %,d bytes in %.2f s%s%s%s",
            stream.name(),
            publisher.address(),
            stream.frames(),
            stream.bytes(),
            incoming.fetched,
            incoming.fetchedBytes,
            seconds,
            kept == 0 ? "" : String.format(Locale.ROOT, "; %,d packets were there", kept),
            incoming.heard.map(heard -> String.format("%n%s", HeardText.of(heard))).orElse(""),
            signature.map(one -> String.format("%n%s", one.text())).orElse("")),
        json);
  }

  /** Leads frames into the journal, which begins when the server has said what the stream is. */
  private final class Incoming implements RowSink, AutoCloseable {
    private @Nullable FetchJournal journal;
    private @Nullable ProgressDisplay display;
    private int frames;
    private int kept;
    private int fetched;
    private int news;
    private long fetchedBytes;
    private long ignored;
    private Optional<CarouselReception> heard = Optional.empty();
    private Optional<SignatureText> signature = Optional.empty();
    private @Nullable StreamEntry lastReplacement;

    @Override
    public BitSet begin(StreamEntry stream) throws IOException {
      close(); // of an attempt before
      boolean isReplaced = FetchJournal.isOfAnother(part(), stream);
      Path where = isReplaced ? secondPart() : part();
      if (isReplaced && !stream.equals(lastReplacement)) {
        warn(
            part() + ": holds packets of another " + name + "; this one is fetched from its start");
        lastReplacement = stream;
      }
      FetchJournal opened = FetchJournal.open(where, stream, PacketFormat.MAX_FRAME_BYTES);
      journal = opened;
      frames = opened.frames();
      kept = opened.held().cardinality();
      if (kept == 0) {
        fetched = 0; // what came before, if anything, was of a stream that has been replaced
        fetchedBytes = 0;
      }
      display = progress("fetching", stream.frames(), "packets");
      return opened.present();
    }

    @Override
    public void accept(int number, byte[] frame) throws IOException {
      if (journal != null) {
        journal.add(number, frame);
        frames++;
        fetched++;
        news++;
        fetchedBytes += frame.length;
      }
    }

    @Override
    public BitSet held() {
      return journal == null ? new BitSet() : journal.held();
    }

    @Override
    public boolean keep(int number, byte[] row) throws IOException {
      if (journal == null || !journal.hasRoomForRows()) {
        return false;
      }
      journal.add(number, row);
      news++;
      return true;
    }

    @Override
    public byte @Nullable [] read(int number) throws IOException {
      return journal == null ? null : journal.read(number);
    }

    /** What is served is whole: a packet that is not was forged, or computed from what was. */
    @Override
    public boolean isSound(byte[] frame) {
      return PacketSerializer.parse(frame) instanceof ParsedPacket.Intact;
    }

    @Override
    public void heard(CarouselReception soFar) {
      heard = Optional.of(soFar);
    }

    @Override
    public void pause() throws IOException {
      if (journal != null && display != null) {
        journal.flush();
        if (heard.isPresent()) {
          // Any rows will do: as many as there are packets.
          long useful = kept + heard.get().frames() + heard.get().rows();
          int shown = (int) Math.max(frames, Math.min(useful, journal.stream().frames() - 1));
          display.update(shown, name + ", " + HeardText.brief(heard.get()));
        } else {
          display.update(frames, name);
        }
      }
    }

    /**
     * Makes the file, where nobody or its signer is trusted.
     *
     * @param wholeOnly whether there is time to get a signed stream whole from somebody else
     */
    void moveTo(Path target, ReceiverOptions trusting, boolean wholeOnly) throws IOException {
      if (journal == null) {
        return;
      }
      if (trusting.trusted().isEmpty()) {
        journal.moveTo(target, FrameCheck.NONE);
      } else {
        TrustedFrames check = new TrustedFrames(name, trusting, wholeOnly);
        journal.moveTo(target, check);
        signature = Optional.of(check.signature());
      }
      Files.deleteIfExists(part());
      Files.deleteIfExists(secondPart());
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
              + journal.path()
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
