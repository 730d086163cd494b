package dev.sirencast.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sirencast.codec.ParsedPacket.Reason;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stream's bytes as they were first written: no platform and no change may move one. */
class GoldenBytesTest {
  private static final HexFormat HEX = HexFormat.of();

  /** Written by hand from {@link PacketFormat}'s picture; the checksums by another program. */
  private static final byte[] FRAME =
      bytes(
          "5343", // magic: S C
          "01", // version
          "01", // kind: source
          "deadbeef", // stream id
          "00000007", // number
          "0003", // body length
          "0000", // reserved
          "f130f21e", // CRC32C of the body 01 02 03
          "423692df", // CRC32C of bytes 0 to 19
          "010203");

  private static byte[] bytes(String... parts) {
    return HEX.parseHex(String.join("", parts));
  }

  private static WeightPacket packet() {
    return WeightPacket.of(PacketKind.SOURCE, 0xdeadbeef, 7, new byte[] {1, 2, 3});
  }

  @Test
  void aFrameIsAsItIsDrawn() {
    assertEquals(HEX.formatHex(FRAME), HEX.formatHex(PacketSerializer.serialize(packet())));
  }

  @Test
  void aFrameIsReadAsItIsDrawn() {
    ParsedPacket.Intact intact =
        assertInstanceOf(ParsedPacket.Intact.class, PacketSerializer.parse(FRAME));
    assertEquals(PacketKind.SOURCE, intact.packet().kind());
    assertEquals(0xdeadbeef, intact.packet().streamId());
    assertEquals(7, intact.packet().number());
    assertArrayEquals(new byte[] {1, 2, 3}, intact.packet().body());
  }

  @ParameterizedTest(name = "byte {0} as {1}: {2}")
  @CsvSource({
    "0, 54, NOT_A_FRAME",
    "2, 02, HEADER_CHECKSUM",
    "8, 80, HEADER_CHECKSUM",
    "20, 01, HEADER_CHECKSUM"
  })
  void oneWrongByteIsNamed(int at, String value, Reason reason) {
    byte[] frame = FRAME.clone();
    frame[at] = HEX.parseHex(value)[0];
    ParsedPacket.Unreadable unreadable =
        assertInstanceOf(ParsedPacket.Unreadable.class, PacketSerializer.parse(frame));
    assertEquals(reason, unreadable.reason());
  }

  @Test
  void aWrongBodyIsDamagedAndStillThere() {
    byte[] frame = FRAME.clone();
    frame[PacketFormat.HEADER_BYTES] = 5;
    ParsedPacket.Damaged damaged =
        assertInstanceOf(ParsedPacket.Damaged.class, PacketSerializer.parse(frame));
    assertArrayEquals(new byte[] {5, 2, 3}, damaged.packet().body());
  }

  /** 2-2x1-1: weights 4, bias 2, weights 2, bias 1; symbols of 4 bits. */
  private static EncodedStream stream(Lane lane) {
    SirenArchitecture architecture = new SirenArchitecture(2, 2, 0, 1, 30, 30);
    List<QuantizedTensor> tensors = new ArrayList<>();
    tensors.add(QuantizedTensor.of(2, 2, 4, 0.5f, new short[] {1, -2, 3, -7}));
    tensors.add(QuantizedTensor.of(2, 1, 4, 0.25f, new short[] {0, 7}));
    tensors.add(QuantizedTensor.of(1, 2, 4, 1f, new short[] {-1, 1}));
    tensors.add(QuantizedTensor.of(1, 1, 4, 0f, new short[] {0}));
    TreeMap<String, String> metadata = new TreeMap<>();
    metadata.put("k", "v");
    return Packetizer.packetize(
        new SignalDescription(new ImageFormat(8), CoordinateGrid.of(5, 4), 1),
        architecture,
        tensors,
        PacketizerOptions.DEFAULTS.withLane(lane).withManifestCopies(1).withMetadata(metadata));
  }

  private static byte[] source(Lane lane) {
    return stream(lane).packets().stream()
        .filter(packet -> packet.kind() == PacketKind.SOURCE)
        .findFirst()
        .orElseThrow()
        .body();
  }

  @Test
  void aFixedWidthBodyHoldsSignsAndMagnitudes() {
    assertEquals(
        "1" // +1
            + "a" // -2: sign, then 010
            + "3" // +3
            + "f" // -7
            + "07" // bias: 0, +7
            + "91" // last layer: -1, +1
            + "00", // its bias 0, and four bits of filling
        HEX.formatHex(source(Lane.FIXED_WIDTH)));
  }

  @Test
  void aCompactBodyIsTheCodersLastStateAndItsWords() {
    assertEquals(
        "0835e960" // the state before the first symbol is read
            + "0057", // the word that is drawn in on the way
        HEX.formatHex(source(Lane.COMPACT)));
  }

  private static String signalAndNetwork() {
    return "0801" // format version 1
        + "120a" // signal
        + "0801" // a picture
        + "12020504" // 5 by 4
        + "1801" // one component
        + "2008" // of 8 bits
        + "1a14" // architecture
        + "0802" // 2 hidden features, no hidden layers
        + "190000000000003e40" // omega0 30, first
        + "210000000000003e40"; // and hidden
  }

  private static String table() {
    return "0a0404040404" // 4 bits each
        + "1207807e807d807f00" // steps 0.5, 0.25, 1 and 0: their float32, rotated
        + "1a1038e1f80f2c2fad9c2e0b0a03d27761f1"; // CRC32Cs of the symbols
  }

  @Test
  void aManifestOfTheFixedWidthLane() throws InvalidStreamException {
    assertManifest(
        Lane.FIXED_WIDTH,
        signalAndNetwork()
            + "2001" // lane
            + "2a21" // tensors
            + table()
            + "320a" // a group
            + "0a0400010203" // of all tensors
            + "1001" // in one source packet
            + "2001" // and one block
            + "3801" // one manifest
            + "42060a016b120176"); // metadata: k is v
  }

  @Test
  void aManifestOfTheCompactLane() throws InvalidStreamException {
    assertManifest(
        Lane.COMPACT,
        signalAndNetwork()
            + "2002" // lane
            + "2a29" // tensors
            + table()
            + "2206900190010b01" // models 144, 144, 11 and 1
            + "320c" // a group
            + "0a0400010203" // of all tensors
            + "1001" // in one source packet
            + "2001" // and one block
            + "2806" // whose longest body has 6 bytes
            + "3801" // one manifest
            + "42060a016b120176"); // metadata: k is v
  }

  private static void assertManifest(Lane lane, String expected) throws InvalidStreamException {
    WeightPacket manifest = ManifestSerializer.serialize(stream(lane).manifest());
    assertEquals(expected, HEX.formatHex(ManifestSerializer.message(manifest.body())));
    assertEquals(stream(lane).manifest(), ManifestSerializer.parse(manifest));
  }
}
