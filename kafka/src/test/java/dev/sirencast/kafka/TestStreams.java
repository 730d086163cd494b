package dev.sirencast.kafka;

import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Streams of untrained networks, which differ by their seed. */
final class TestStreams {
  private TestStreams() {}

  /** Frames of a stream that half as much again protects. */
  static List<byte[]> frames(int seed) {
    SirenArchitecture architecture = new SirenArchitecture(2, 20, 2, 3, 30, 30);
    return Packetizer.packetize(
            SignalDescription.of(TestCard.create(24, 16)),
            Quantizer.quantize(SirenInitializer.initialize(architecture, seed), 8),
            PacketizerOptions.DEFAULTS
                .withPacketBytes(100)
                .withProtection(UnequalErrorProtection.ofOverhead(0.5)))
        .frames();
  }

  static Path write(Path file, int seed) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] frame : frames(seed)) {
        out.write(frame);
      }
    }
    return file;
  }
}
