package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests take no more of a stream than they are worth. */
class ManifestCopiesTest {
  private static final SirenArchitecture SMALL = new SirenArchitecture(2, 20, 3, 3, 30, 30);
  private static final SirenArchitecture MIDDLE = new SirenArchitecture(2, 64, 2, 3, 30, 30);
  private static final SirenArchitecture LARGE = new SirenArchitecture(2, 320, 3, 3, 30, 30);

  private static EncodedStream stream(SirenArchitecture architecture, PacketizerOptions options) {
    List<QuantizedTensor> tensors = SmallStreams.network(architecture, 6, 4, 1);
    return SmallStreams.packetize(architecture, tensors, options);
  }

  private static long manifestBytes(EncodedStream stream) {
    return stream.packets().stream()
        .filter(packet -> packet.kind() == PacketKind.MANIFEST)
        .mapToLong(packet -> PacketFormat.HEADER_BYTES + packet.bodyLength())
        .sum();
  }

  private static SirenArchitecture network(String name) {
    return name.equals("small") ? SMALL : name.equals("middle") ? MIDDLE : LARGE;
  }

  @ParameterizedTest
  @CsvSource({"small,1", "middle,2", "large,3"})
  void followTheSizeWhereNothingIsProtected(String name, int copies) {
    EncodedStream stream =
        stream(network(name), PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED));
    assertEquals(copies, stream.manifest().manifestCopies());
    long share = copies == 1 ? 10 : copies == 2 ? 10 : 1;
    assertTrue(100 * manifestBytes(stream) <= share * stream.bytes(), stream.bytes() + " bytes");
  }

  @ParameterizedTest
  @CsvSource({"small", "middle", "large"})
  void areThreeForABadLink(String name) {
    PacketizerOptions bent = PacketizerOptions.DEFAULTS;
    PacketizerOptions repaired =
        bent.withCoding(WeightCoding.ENTROPY_CODED)
            .withProtection(UnequalErrorProtection.ofOverhead(0.25));
    assertEquals(3, stream(network(name), bent).manifest().manifestCopies());
    assertEquals(3, stream(network(name), repaired).manifest().manifestCopies());
  }

  @Test
  void areAsManyAsStated() {
    for (int copies : new int[] {1, 2, 5}) {
      PacketizerOptions options =
          PacketizerOptions.DEFAULTS
              .withCoding(WeightCoding.ENTROPY_CODED)
              .withManifestCopies(copies);
      assertEquals(copies, stream(SMALL, options).manifest().manifestCopies());
    }
  }
}
