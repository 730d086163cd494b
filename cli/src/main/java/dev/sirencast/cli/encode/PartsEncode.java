package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.patch.PatchFoundation;
import dev.sirencast.trainer.patch.PatchPart;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import dev.sirencast.trainer.patch.PatchedSignalParts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** {@code encode} in patches, one step of several: together they make the same bytes. */
final class PartsEncode {
  private final ConsoleCommand console;
  private final PatchesEncode patches;
  private final PartOptions part;

  PartsEncode(ConsoleCommand console, EncodeArguments arguments, PartOptions part) {
    this.console = console;
    this.patches = new PatchesEncode(console, arguments);
    this.part = part;
  }

  /**
   * Does the step.
   *
   * @param options of the cut and the effort that are asked for
   */
  void run(EncodeJob job, PatchTrainingOptions options) throws IOException {
    if (job.deadline().isPresent()) {
      throw CommandException.usage("--part does not go with --time", null);
    }
    PatchedSignalParts steps =
        new PatchedSignalParts(patches.encoder(job, patches.suited(job.signal(), options)));
    if (part.isLast()) {
      PatchFoundation foundation = read(part.foundation(), steps::readFoundation);
      List<PatchPart> all = new ArrayList<>();
      for (int i = 1; i <= part.parts(); i++) {
        all.add(read(part.file(i), steps::readPart));
      }
      patches.run(
          job,
          options,
          (encoder, signal, listener) -> steps.whole(signal, foundation, all, listener));
      return;
    }
    try (Interrupt interrupt = console.interruptible();
        ProgressDisplay display = console.progress("base", 0, "steps")) {
      train(steps, job.signal(), new PatchBar(display, interrupt::requested));
    } catch (CancellationException e) {
      throw CommandException.failure("ended before step " + part.step() + " was done", e);
    }
    ObjectNode json = Json.object();
    json.put("step", part.step());
    console.print("step " + part.step() + " of " + (part.parts() + 1), json);
  }

  private void train(PatchedSignalParts steps, Signal signal, PatchTrainingListener listener)
      throws IOException {
    Path file = part.file(part.step());
    if (part.step() == 0) {
      FileReplacement.write(file, steps.foundation(signal, listener)::writeTo);
    } else {
      PatchFoundation foundation = read(part.foundation(), steps::readFoundation);
      int index = part.step() - 1;
      FileReplacement.write(
          file, steps.part(signal, foundation, index, part.parts(), listener)::writeTo);
    }
  }

  private interface Reading<T> {
    T from(InputStream in) throws IOException;
  }

  private static <T> T read(Path file, Reading<T> reading) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return reading.from(in);
    }
  }
}
