package dev.sirencast.cli.pack;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.options.ReferenceInput;
import dev.sirencast.cli.options.SignalInput;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.ReadOptions;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.io.IOException;
import java.util.function.Consumer;

/** The signal that weights stand for, as a file. */
final class PackReference {
  private final String name;
  private final Consumer<String> note;
  private boolean resized;

  /**
   * @param note told what of the file is changed
   */
  PackReference(String name, Consumer<String> note) {
    this.name = name;
    this.note = note;
  }

  /** The picture in its own size. */
  Signal picture() throws IOException {
    Signal signal = SignalInput.read(name, ReadOptions.DEFAULTS, note);
    if (signal.kind() != SignalKind.IMAGE) {
      throw CommandException.failure(
          name + ": is " + SignalText.kind(signal.kind()) + ", expected a picture", null);
    }
    return signal;
  }

  /** What patches of a signal are measured against, in that signal's size. */
  Signal of(SignalDescription signal) throws IOException {
    if (signal.kind() == SignalKind.IMAGE) {
      CoordinateGrid own = picture().grid();
      if (!own.equals(signal.grid())) {
        note.accept(name + ": is " + own + " and is resized to the patches' " + signal.grid());
        resized = true;
      }
    }
    return ReferenceInput.read(name, signal, null, note);
  }

  /** Whether {@link #of} found another size than its signal's. */
  boolean isResized() {
    return resized;
  }
}
