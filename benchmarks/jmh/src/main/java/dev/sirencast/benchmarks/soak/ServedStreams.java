package dev.sirencast.benchmarks.soak;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;

/** The streams of a directory: some stay, others come, change and go. */
final class ServedStreams {
  static final String SMALL = "small.siren";
  static final String LARGE = "large.siren";

  private static final int CHANGING = 3;
  private static final int BITS = 8;

  private final Path directory;
  private long changes;

  ServedStreams(Path directory) {
    this.directory = directory;
  }

  /** Writes those that stay. */
  void write() throws IOException {
    write(SMALL, stream(128, 1));
    write(LARGE, stream(768, 2));
  }

  /** The stream of an untrained network, as hard to carry as any. */
  static EncodedStream stream(int features, long seed) {
    return Packetizer.packetize(
        SignalDescription.of(TestCard.create(64, 48)),
        Quantizer.quantize(
            SirenInitializer.initialize(new SirenArchitecture(2, features, 3, 3, 30, 30), seed),
            BITS),
        PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED));
  }

  private void write(String name, EncodedStream stream) throws IOException {
    Path half = directory.resolve("." + name);
    try (OutputStream out = Files.newOutputStream(half)) {
      stream.writeTo(out);
    }
    Files.move(half, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Replaces one of those that do not stay, or takes it away. */
  void change(SplittableRandom random) throws IOException {
    String name = "changing" + random.nextInt(CHANGING) + ".siren";
    if (random.nextInt(CHANGING) == 0) {
      Files.deleteIfExists(directory.resolve(name));
    } else {
      write(name, stream(32 + 8 * random.nextInt(8), random.nextLong()));
    }
    changes++;
  }

  /** Takes all those away. */
  void settle() throws IOException {
    for (int i = 0; i < CHANGING; i++) {
      Files.deleteIfExists(directory.resolve("changing" + i + ".siren"));
    }
  }

  long changes() {
    return changes;
  }
}
