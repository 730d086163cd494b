package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.entropy.SymbolModel;
import dev.sirencast.format.EntropyCoder;
import dev.sirencast.format.GroupLayout.Run;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.proto.Manifest;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GoldenBytesTest {
  private static final SirenArchitecture TINY = new SirenArchitecture(2, 2, 0, 3, 30, 25);

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static EncodedStream tiny(WeightCoding coding, Map<String, MetadataValue> metadata) {
    List<QuantizedTensor> tensors =
        List.of(
            QuantizedTensor.of(2, 2, 4, 0.5f, new short[] {1, -1, 0, 7}),
            QuantizedTensor.of(2, 1, 4, 0.5f, new short[] {-7, 2}),
            QuantizedTensor.of(3, 2, 3, 0.25f, new short[] {0, 1, 2, 3, -3, -2}),
            QuantizedTensor.of(3, 1, 3, 0.25f, new short[] {0, 0, 1}));
    PacketizerOptions options =
        PacketizerOptions.DEFAULTS
            .withCoding(coding)
            .withManifestCopies(1)
            .withMetadata(new TreeMap<>(metadata));
    return Packetizer.packetize(SmallStreams.PICTURE, QuantizedNetwork.of(TINY, tensors), options);
  }

  @Test
  void frameIsTheseBytes() {
    byte[] frame =
        PacketSerializer.serialize(
            WeightPacket.of(PacketKind.SOURCE, 0x01020304, 5, new byte[] {(byte) 0xaa, 0x55}));
    assertEquals(
        "53" // S
            + "11" // version 1, kind 1: source
            + "01020304" // stream id
            + "00002802" // number 5 in 21 bits, length 2 in 11
            + "abac53b0" // CRC32C of the body
            + "3498ef7f" // CRC32C of what stands before
            + "aa55",
        hex(frame));
  }

  @Test
  void fixedWidthBodyIsTheseBits() {
    // 1, -1, 0, 7 | -7, 2 in 4 bits | 0, 1, 2, 3, -3, -2 | 0, 0, 1 in 3 bits, and 5 bits of
    // nothing:
    // 0001 1001 0000 0111 | 1111 0010 | 000 001 010 011 111 110 | 000 000 001
    assertEquals(
        "1907f2053f8020",
        hex(tiny(WeightCoding.ERROR_RESILIENT, Map.of()).packets().get(1).body()));
  }

  @Test
  void compactBodyIsTheseBytes() {
    EntropyCoder coder =
        new EntropyCoder(List.of(new TensorLayout(4, 1, 0, new SymbolModel(0, 32))));
    short[][] symbols = {{0, 1, -1, 0, 2}};
    List<Run> runs = List.of(new Run(0, 4, 0, 1, 5));
    assertEquals(
        "000158f5" // state 0: symbols 0, -1, 2
            + "00002a68", // state 1: symbols 1, 0
        hex(coder.encode(runs, symbols)));
  }

  @Test
  void statesAreWhatTheFrequenciesSay() {
    EntropyCoder coder =
        new EntropyCoder(List.of(new TensorLayout(4, 1, 0, new SymbolModel(0, 32))));
    // Symbol 1 has the frequency 715 behind 2451; symbol 0 has 808 behind 1643: from the last on,
    // state 0 is 0 -> 1643 -> 1643 / 808 * 4096 + 1643 % 808 + 1643.
    short[][] symbols = {{0, 1, 0, 1}};
    byte[] body = coder.encode(List.of(new Run(0, 4, 0, 1, 4)), symbols);
    assertEquals(8, body.length);
    assertEquals(2 * 4096 + 27 + 1643, ByteBuffer.wrap(body).getInt());
    assertEquals(3 * 4096 + 306 + 2451, ByteBuffer.wrap(body).getInt(4));
    short[][] decoded = {new short[4]};
    assertTrue(coder.decode(body, List.of(new Run(0, 4, 0, 1, 4)), decoded));
    assertArrayEquals(symbols[0], decoded[0]);
  }

  @Test
  void compactManifestIsTheseBytes() {
    EncodedStream stream = tiny(WeightCoding.ENTROPY_CODED, Map.of());
    assertEquals(
        "0801" // format version
            + "120a"
            + "0801120218101803" // signal: picture, axes 24 and 16, 3 components
            + "2008" // .. 8 bits
            + "1a0b"
            + "0802" // architecture: 2 hidden features
            + "210000000000003940" // .. omega0 of the hidden layers: 25
            + "2002" // coding: compact
            + "2a020403" // bits, one a layer
            + "3a0479a67387" // one checksum of all tensors
            + "42021f08" // spreads, one a layer
            + "4a023022" // deviations, one a layer
            + "5204" // a group of all tensors
            + "1001" // .. 1 source packet
            + "280a" // .. of 10 bytes
            + "7a04b800b000", // steps 0.5 and 0.25, one a layer
        hex(stream.packets().get(0).body()));
  }

  @Test
  void metadataOfEveryTypeReturns() throws Exception {
    Map<String, MetadataValue> metadata =
        Map.of(
            "a", new MetadataValue.Text("text"),
            "b", new MetadataValue.Whole(Long.MIN_VALUE),
            "c", new MetadataValue.Real(-0.0),
            "d", MetadataValue.Bytes.of(new byte[] {1, -1}));
    EncodedStream stream = tiny(WeightCoding.ENTROPY_CODED, metadata);
    ReceivedStream received = SmallStreams.receive(stream.frames(), DeliveryPolicy.STRICT);
    assertEquals(metadata, new TreeMap<>(received.manifest().metadata()));
    assertEquals(stream.manifest(), received.manifest());
  }

  @Test
  void metadataPacketIsTheseBytes() {
    EncodedStream stream =
        tiny(WeightCoding.ENTROPY_CODED, Map.of("a", new MetadataValue.Text("bc")));
    assertEquals(
        "0a07" // an entry
            + "0a0161" // .. with the key a
            + "12026263", // .. and the text bc
        hex(stream.packets().get(2).body()));
    String manifest = hex(stream.packets().get(0).body());
    // The message's SHA-256 begins with 9287e949.
    assertTrue(manifest.endsWith("850149e98792"), manifest);
  }

  @Test
  void stepsThatTakeMoreThanTwoBytesAreFloats() throws Exception {
    StreamManifest manifest =
        Packetizer.packetize(
                SmallStreams.PICTURE,
                QuantizedNetwork.of(
                    SmallStreams.SMALL, SmallStreams.network(SmallStreams.SMALL, 5, 3, 1)),
                PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED))
            .manifest();
    byte[] message = ManifestSerializer.serialize(manifest).body();
    assertEquals(List.of(0.001f), Manifest.parseFrom(message).getStepsList());
    assertEquals(manifest, parse(message));
  }

  @Test
  void stepsCutInHalfAreRefused() throws Exception {
    byte[] message = tiny(WeightCoding.ENTROPY_CODED, Map.of()).packets().get(0).body();
    ByteString odd = ByteString.copyFrom(new byte[] {1, 2, 3});
    byte[] other = Manifest.parseFrom(message).toBuilder().setShortSteps(odd).build().toByteArray();
    InvalidStreamException refusal = assertThrows(InvalidStreamException.class, () -> parse(other));
    assertTrue(refusal.getMessage().contains("two bytes each, got 3"), refusal.getMessage());
  }

  @Test
  void everyTensorHasAChecksumWhereALaneBends() throws Exception {
    StreamManifest manifest = tiny(WeightCoding.ERROR_RESILIENT, Map.of()).manifest();
    byte[] message = ManifestSerializer.serialize(manifest).body();
    assertEquals(4, Manifest.parseFrom(message).getSymbolsCrc32CCount());
    assertEquals(manifest, parse(message));
  }

  private static StreamManifest parse(byte[] message) throws Exception {
    return ManifestSerializer.parse(ManifestMessages.packet(message));
  }

  @Test
  void unknownCodingIsRefusedByItsNumber() throws Exception {
    byte[] message = tiny(WeightCoding.ENTROPY_CODED, Map.of()).packets().get(0).body();
    byte[] other =
        Manifest.parseFrom(message).toBuilder().setWeightCodingValue(9).build().toByteArray();
    InvalidStreamException refusal = assertThrows(InvalidStreamException.class, () -> parse(other));
    assertEquals(
        "the manifest is not valid: weight coding 9, this code reads 1 (error-resilient), 2 (entropy-coded), 3 (float32)"
            + " and 4 (float16)",
        refusal.getMessage());
  }

  @Test
  void unknownFieldsAreSkipped() throws Exception {
    EncodedStream stream = tiny(WeightCoding.ENTROPY_CODED, Map.of());
    byte[] message = stream.packets().get(0).body();
    byte[] added = HexFormat.of().parseHex("c23e03616263"); // field 1000: "abc"
    byte[] both = ByteBuffer.allocate(message.length + 6).put(message).put(added).array();
    assertEquals(stream.manifest(), parse(both));
  }
}
