package dev.sirencast.cli;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Streams of untrained networks: as hard to carry as any, and made in no time. */
public final class Streams {
  public static final String REFERENCE = "testcard:24x16";
  public static final Signal CARD = TestCard.create(24, 16);

  private Streams() {}

  public static EncodedStream small(double overhead) {
    SirenArchitecture architecture = new SirenArchitecture(2, 20, 2, 3, 30, 30);
    return Packetizer.packetize(
        SignalDescription.of(CARD),
        Quantizer.quantize(SirenInitializer.initialize(architecture, 5), 8),
        PacketizerOptions.DEFAULTS
            .withPacketBytes(100)
            .withProtection(UnequalErrorProtection.ofOverhead(overhead)));
  }

  public static Path write(EncodedStream stream, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      stream.writeTo(out);
    }
    return file;
  }
}
