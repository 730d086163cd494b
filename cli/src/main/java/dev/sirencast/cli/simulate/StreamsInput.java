package dev.sirencast.cli.simulate;

import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.ReceptionText;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.ReferenceInput;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.SimulatedStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, read from files.
 *
 * @param compared protections that each stream is sent with
 * @param reference the original, as the user named it
 * @param frames in a reference that is a picture of a whole video; null where it holds the stream's
 * @param warn told what was odd
 */
record StreamsInput(
    ComparedOptions compared, String reference, @Nullable Integer frames, Consumer<String> warn) {

  /** Reads each stream with each protection. */
  List<SentStream> read(List<Path> inputs) throws IOException {
    List<SentStream> streams = new ArrayList<>();
    for (Path input : inputs) {
      List<byte[]> stored = StreamFile.frames(input);
      Shown shown = null; // protection changes no weight, and nothing that is seen
      for (ComparedOptions.Protection protection : compared.protections()) {
        List<byte[]> sent = compared.frames(input.toString(), stored, protection, warn);
        Reception clean =
            StreamFile.receive(input.toString(), sent, compared.receivers().get(0).options());
        if (!clean.report().isExact()) {
          warn.accept(ReceptionText.degradation(input.toString(), clean.report()));
        }
        shown = shown == null ? shown(clean) : shown;
        streams.add(
            new SentStream(
                input,
                protection.name(),
                clean,
                shown.decoded(),
                shown.fidelity(),
                new SimulatedStream(sent, clean, shown.decoded(), shown.original())));
      }
    }
    warnOfSizes(streams);
    return streams;
  }

  /** What a stream shows beside its original. */
  private record Shown(Signal original, Signal decoded, Fidelity fidelity) {}

  private Shown shown(Reception clean) throws IOException {
    Signal original = ReferenceInput.read(reference, clean.manifest().signal(), frames, warn);
    Signal decoded = Reconstruction.of(clean);
    return new Shown(original, decoded, Fidelity.of(original, decoded));
  }

  /** Decibels of signals at several sizes say nothing about which stream is better. */
  private void warnOfSizes(List<SentStream> streams) {
    String grid = streams.get(0).clean().manifest().signal().grid().toString();
    for (SentStream stream : streams) {
      String other = stream.clean().manifest().signal().grid().toString();
      if (!other.equals(grid)) {
        warn.accept(
            stream.file()
                + ": has "
                + other
                + " samples where "
                + streams.get(0).file()
                + " has "
                + grid
                + "; each is compared with the reference at its own size");
      }
    }
  }
}
