package dev.sirencast.examples;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A stream of a network that nobody trained. */
final class SampleStream {
  private SampleStream() {}

  static EncodedStream create() {
    SirenArchitecture architecture = new SirenArchitecture(2, 32, 2, 3, 30, 30);
    return Packetizer.packetize(
        SignalDescription.of(TestCard.create(48, 32)),
        Quantizer.quantize(SirenInitializer.initialize(architecture, 3), 8),
        PacketizerOptions.DEFAULTS.withPacketBytes(200).withOrder(PacketOrder.PROGRESSIVE));
  }

  static byte[] bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    create().writeTo(out);
    return out.toByteArray();
  }
}
