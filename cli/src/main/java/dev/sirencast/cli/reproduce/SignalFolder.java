package dev.sirencast.cli.reproduce;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageResampler;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The folder of test signals, and what of each file an experiment takes. */
final class SignalFolder {
  private static final String KODAK_SOURCE =
      "the Kodak suite as 768x512 PNG files, from r0k.us/graphics/kodak";
  private static final String CT_SOURCE = "a CT slice as a 16-bit grey PNG file";

  private final Path folder;
  private final Profile profile;

  SignalFolder(Path folder, Profile profile) {
    this.folder = folder;
    this.profile = profile;
  }

  Subject kodak(int number) throws IOException {
    String name = String.format(Locale.ROOT, "kodim%02d", number);
    return resized(name, "kodak/" + name + ".png", KODAK_SOURCE, profile.picture());
  }

  Subject ct() throws IOException {
    return resized("ct", "ct/chest.png", CT_SOURCE, profile.ct());
  }

  private Subject resized(String name, String path, String source, CoordinateGrid size)
      throws IOException {
    Signal whole = SignalReader.read(require(path, source));
    Signal signal = ImageResampler.resize(whole, size.size(0), size.size(1));
    return new Subject(name, path + ", " + signal.grid(), signal);
  }

  private Path require(String path, String source) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(), null, "no such file; expected " + path + " in --data: " + source);
    }
    return file;
  }
}
