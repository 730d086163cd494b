package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.proto.AudioScale;
import dev.sirencast.proto.CtScale;
import dev.sirencast.proto.Manifest;
import dev.sirencast.proto.Metadata;
import dev.sirencast.proto.PacketGroup;
import dev.sirencast.proto.SampleEncoding;
import dev.sirencast.proto.SeededTensors;
import dev.sirencast.proto.SignalKind;
import dev.sirencast.proto.Signature;
import dev.sirencast.proto.TrainedNoise;
import dev.sirencast.proto.VideoScale;
import dev.sirencast.proto.WeightCoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Manifests that say what no stream may: each is refused with what is wrong with it, or is valid,
 * and takes little memory and time either way.
 */
class HostileManifestTest {
  /** What reading a small manifest, and being ready for its packets, may allocate in all. */
  private static final long MAX_BYTES = 1 << 20;

  /** The same for manifests that fill the 64 KiB of a message. */
  private static final long MAX_FLOODED_BYTES = 16 << 20;

  /** Networks of fewer weights are decoded too. */
  private static final int FEW_WEIGHTS = 10_000;

  /** Classes that are loaded and constants that are made are nobody's fault. */
  @BeforeAll
  static void warmUp() {
    for (Manifest base : bases()) {
      accept(base.toByteArray());
    }
  }

  /** Of 20 packets, whose digests are in three lists, twice. */
  private static Manifest.Builder signed() {
    Manifest.Builder signed = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ENTROPY_CODED);
    signed.getGroupsBuilder(0).setSourcePackets(20);
    signed
        .getSignatureBuilder()
        .setPublicKey(ByteString.copyFrom(new byte[32]))
        .setDigests(ByteString.copyFrom(new byte[3 * 16]))
        .setPerPacket(8)
        .setCopies(2)
        .setValue(ByteString.copyFrom(new byte[64]));
    return signed;
  }

  @Test
  void signaturesOutOfTheirRangesAreRefused() throws Exception {
    StreamManifest valid = ManifestSerializer.parse(packet(signed()));
    assertEquals(6, valid.packets(PacketKind.DIGESTS));
    assertFalse(ManifestSerializer.isSigned(packet(signed()), valid));
    refused("a signature has 64 bytes", b -> b.setValue(ByteString.copyFrom(new byte[63])));
    refused("an Ed25519 key has 32 bytes", b -> b.setPublicKey(ByteString.EMPTY));
    refused("a manifest has 1 to 32 digests", b -> b.setDigests(ByteString.EMPTY));
    refused("a manifest has 1 to 32 digests", b -> b.setDigests(b.getPublicKey().substring(1)));
    refused(
        "a manifest has 1 to 32 digests",
        b -> b.setDigests(ByteString.copyFrom(new byte[33 * 16])));
    refused("20 packets have no digests as", b -> b.setDigests(b.getPublicKey()));
    refused("a packet has 2 to 67 digests", b -> b.setPerPacket(1));
    refused("a packet has 2 to 67 digests", b -> b.setPerPacket(68));
    refused("20 packets have no digests as", b -> b.setPerPacket(10));
    refused("digests are sent once or more", b -> b.setCopies(-1));
    refused("20 packets have no digests as", b -> b.setCopies(700_000));
  }

  private static WeightPacket packet(Manifest.Builder message) {
    return ManifestMessages.packet(message.build().toByteArray());
  }

  private static void refused(String reason, Consumer<Signature.Builder> change) {
    Manifest.Builder message = signed();
    change.accept(message.getSignatureBuilder());
    String text =
        assertThrows(InvalidStreamException.class, () -> ManifestSerializer.parse(packet(message)))
            .getMessage();
    assertTrue(text.contains(reason), text);
  }

  /** Valid manifests that have, among them, a number in every field. */
  private static List<Manifest> bases() {
    List<Manifest> bases = new ArrayList<>();
    for (WeightCoding coding :
        List.of(
            WeightCoding.WEIGHT_CODING_ERROR_RESILIENT,
            WeightCoding.WEIGHT_CODING_ENTROPY_CODED,
            WeightCoding.WEIGHT_CODING_FLOAT_32,
            WeightCoding.WEIGHT_CODING_FLOAT_16)) {
      bases.add(ManifestMessages.valid(coding).build());
    }
    bases.add(protectedParts(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT));
    bases.add(protectedParts(WeightCoding.WEIGHT_CODING_ENTROPY_CODED));
    bases.add(signed().build());
    Manifest.Builder ct = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ENTROPY_CODED);
    ct.getSignalBuilder()
        .setKind(SignalKind.SIGNAL_KIND_CT)
        .setComponents(1)
        .setBitDepth(16)
        .setCt(CtScale.newBuilder().setLow(-1000).setHigh(1000).setWindowHigh(400));
    bases.add(ct.build());
    Manifest.Builder audio = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT);
    audio
        .getSignalBuilder()
        .setKind(SignalKind.SIGNAL_KIND_AUDIO)
        .clearAxes()
        .addAxes(999)
        .setComponents(1)
        .setBitDepth(16)
        .setAudio(
            AudioScale.newBuilder()
                .setSampleRate(8000)
                .setEncoding(SampleEncoding.SAMPLE_ENCODING_PCM_16)
                .setFirstSample(7));
    bases.add(audio.build());
    Manifest.Builder video = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ENTROPY_CODED);
    video
        .getSignalBuilder()
        .setKind(SignalKind.SIGNAL_KIND_VIDEO)
        .addAxes(4)
        .setVideo(VideoScale.newBuilder().setRateFrames(25).setRateSeconds(1).setFirstFrame(3));
    bases.add(video.build());
    return bases;
  }

  /** Two groups of parts of symbols, with codes of both kinds, and all that is optional. */
  private static Manifest protectedParts(WeightCoding coding) {
    Manifest.Builder message = ManifestMessages.valid(coding);
    int body = coding == WeightCoding.WEIGHT_CODING_ERROR_RESILIENT ? 0 : 60;
    return message
        .setGroups(
            0,
            PacketGroup.newBuilder()
                .addAllTensors(List.of(1, 2, 3, 4, 5))
                .setSourcePackets(6)
                .setRepairPackets(4)
                .setBlocks(2)
                .setBodyBytes(body)
                .setSkippedBits(3)
                .setSliceBytes(16)
                .setCorrectedBytes(2))
        .addGroups(
            PacketGroup.newBuilder()
                .setSourcePackets(6)
                .setRepairPackets(5)
                .setParityColumns(3)
                .setBodyBytes(body)
                .setRefiningBits(3))
        .clearSymbolsCrc32C()
        .addAllSymbolsCrc32C(List.of(1, 2, 3, 4, 5))
        .setManifestCopies(3)
        .setSeeded(SeededTensors.newBuilder().setSeed(1).addTensors(0))
        .setTrainedNoise(TrainedNoise.newBuilder().setSigma(1e-3).setRelative(0.1).setMask(0.01))
        .addMetadata(Metadata.newBuilder().setKey("a").setWhole(1))
        .addMetadata(Metadata.newBuilder().setKey("b").setReal(1))
        .build();
  }

  private static Depacketizer accept(byte[] message) {
    Depacketizer depacketizer =
        Depacketizer.create(DeliveryPolicy.REPAIR_SOFT, ReceiverLimits.DEFAULTS);
    depacketizer.accept(PacketSerializer.serialize(ManifestMessages.packet(message)));
    return depacketizer;
  }

  /** Accepts a manifest and, where its network is small, decodes what it says of nothing. */
  private static boolean isHarmless(Manifest message, String what) {
    byte[] bytes = message.toByteArray();
    Depacketizer[] depacketizer = new Depacketizer[1];
    long allocated = Allocation.of(() -> depacketizer[0] = accept(bytes));
    assertTrue(allocated < MAX_BYTES, () -> what + " allocates " + allocated + " bytes");
    boolean valid = depacketizer[0].manifest().isPresent();
    if (valid && depacketizer[0].manifest().get().architecture().parameters() < FEW_WEIGHTS) {
      try {
        depacketizer[0].finish();
      } catch (InvalidStreamException e) {
        throw new AssertionError(what, e);
      }
    }
    return valid;
  }

  @Test
  void basesAreValid() throws Exception {
    for (Manifest base : bases()) {
      StreamManifest manifest = ManifestMessages.parse(base);
      // Metadata has a packet of its own where a stream is written today.
      StreamManifest written = manifest.withMetadata(new TreeMap<>());
      assertEquals(written, ManifestSerializer.parse(ManifestSerializer.serialize(manifest)));
    }
  }

  @Test
  void everyExtremeNumberIsRefusedOrHarmless() {
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (Manifest base : bases()) {
            for (ManifestFields field : ManifestFields.all()) {
              for (Object value : field.extremes()) {
                isHarmless(field.with(base, value), field + " = " + value);
              }
            }
          }
        });
  }

  /** Two at a time, so that what one number bounds another can ask for. */
  @Test
  @DisplayName("hostile input 18: sizes and shapes that overflow, in pairs")
  void everyPairOfExtremeNumbersIsRefusedOrHarmless() {
    List<ManifestFields> fields = ManifestFields.all();
    assertTimeoutPreemptively(
        Duration.ofMinutes(3),
        () -> {
          for (Manifest base :
              List.of(
                  protectedParts(WeightCoding.WEIGHT_CODING_ENTROPY_CODED),
                  ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT).build())) {
            for (int i = 0; i < fields.size(); i++) {
              for (Object value : fields.get(i).few()) {
                Manifest one = fields.get(i).with(base, value);
                for (ManifestFields other : fields.subList(i + 1, fields.size())) {
                  for (Object second : other.few()) {
                    isHarmless(
                        other.with(one, second),
                        fields.get(i) + " = " + value + ", " + other + " = " + second);
                  }
                }
              }
            }
          }
        });
  }

  @Test
  void messagesFullOfSmallPartsTakeLittleMemory() {
    Manifest.Builder valid = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ENTROPY_CODED);
    PacketGroup group = PacketGroup.newBuilder().setSourcePackets(1).build();
    List<Integer> ones = Collections.nCopies(60_000, 1);
    ByteString nested = nested(10_000);
    List<Manifest> floods =
        List.of(
            valid.clone().addAllGroups(Collections.nCopies(15_000, group)).build(),
            valid
                .clone()
                .addAllGroups(Collections.nCopies(30_000, group.toBuilder().clear().build()))
                .build(),
            valid.clone().setGroups(0, group.toBuilder().addAllTensors(ones)).build(),
            valid.clone().setSeeded(SeededTensors.newBuilder().addAllTensors(ones)).build(),
            valid.clone().addAllBits(ones).build(),
            valid.clone().addAllSpreads(ones).build(),
            valid.clone().addAllSteps(Collections.nCopies(16_000, 1f)).build(),
            valid.clone().addAllSymbolsCrc32C(Collections.nCopies(16_000, 1)).build(),
            valid.clone().setSignal(valid.getSignal().toBuilder().addAllAxes(ones)).build(),
            valid
                .clone()
                .addAllMetadata(Collections.nCopies(30_000, Metadata.getDefaultInstance()))
                .build(),
            valid
                .clone()
                .setUnknownFields(
                    UnknownFieldSet.newBuilder()
                        .addField(
                            1000,
                            UnknownFieldSet.Field.newBuilder().addLengthDelimited(nested).build())
                        .build())
                .build());
    for (Manifest flood : floods) {
      byte[] bytes = flood.toByteArray();
      assertTrue(bytes.length <= 1 << 16, bytes.length + " bytes are refused for their number");
      long allocated = Allocation.of(() -> accept(bytes));
      assertTrue(allocated < MAX_FLOODED_BYTES, allocated + " bytes");
    }
  }

  @Test
  void millionsOfPacketsTakeNoMemoryBeforeTheyCome() {
    Manifest.Builder message = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT);
    message.getArchitectureBuilder().setHiddenFeatures(1440);
    message
        .getGroupsBuilder(0)
        .setSourcePackets(2_000_000)
        .setRepairPackets(2_000_000)
        .setBlocks(20_000);
    assertTrue(isHarmless(message.build(), "4,000,000 packets"));
  }

  /** A hundred thousand packets of a group of two million: to go through the group is for ever. */
  @Test
  void checkBytesAreToldWithoutGoingThroughAllPackets() throws Exception {
    Manifest.Builder message = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT);
    message.getArchitectureBuilder().setHiddenFeatures(1440);
    message.getGroupsBuilder(0).setSourcePackets(2_000_000).setCorrectedBytes(1);
    StreamManifest manifest = ManifestMessages.parse(message.build());
    WeightPacket packet = WeightPacket.of(PacketKind.SOURCE, 0, 1_999_999, new byte[3]);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int i = 0; i < 100_000; i++) {
            assertEquals(2, manifest.checkBytes(packet));
          }
        });
  }

  /** Groups within groups, none of which ends. */
  private static ByteString nested(int depth) {
    byte[] bytes = new byte[depth];
    Arrays.fill(bytes, (byte) 0x0b); // field 1, a group begins
    return ByteString.copyFrom(bytes);
  }

  private static void assertRefused(String reason, Manifest.Builder message) {
    InvalidStreamException refusal =
        assertThrows(InvalidStreamException.class, () -> ManifestMessages.parse(message.build()));
    assertEquals("the manifest is not valid: " + reason, refusal.getMessage());
  }

  @Test
  void seededTensorsThatTheNetworkLacksAreRefusedByTheirNumber() {
    Manifest.Builder message = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT);
    message.getSeededBuilder().setSeed(1).addTensors(Integer.MAX_VALUE);
    assertRefused("seeded tensor 2147483647 of a network of 6", message);
    message.getSeededBuilder().setTensors(0, -1);
    assertRefused("seeded tensor 4294967295 of a network of 6", message);
    message.getSeededBuilder().addAllTensors(List.of(0, 1, 2, 3, 4, 5));
    assertRefused("7 seeded tensors of a network of 6", message);
  }

  @Test
  void tensorsThatTheNetworkLacksAreRefusedInGroups() {
    Manifest.Builder message = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT);
    message.getGroupsBuilder(0).addTensors(6);
    assertRefused("tensor 6 in a packet group of a network of 6", message);
    message.getGroupsBuilder(0).clearTensors().addAllTensors(Collections.nCopies(7, 0));
    assertRefused("a packet group of 7 tensors of a network of 6", message);
    message.addAllGroups(Collections.nCopies(96, message.getGroups(0)));
    assertRefused("97 packet groups of a network of 6 tensors", message);
  }

  @Test
  void modelTooWideForItsSymbolsIsRefused() {
    Manifest.Builder message =
        ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ENTROPY_CODED)
            .setBits(0, 2)
            .setSpreads(0, 21)
            .setDeviations(0, 125)
            .setGroups(
                0,
                PacketGroup.newBuilder()
                    .addAllTensors(List.of(0, 1, 2, 3, 4, 5))
                    .setSourcePackets(1)
                    .setBodyBytes(100)
                    .setSkippedBits(1))
            .addGroups(
                PacketGroup.newBuilder().setSourcePackets(1).setBodyBytes(100).setRefiningBits(1));
    assertRefused(
        "layers.0.weight: spread 21 and deviation 125 are too wide for symbols of 2 bits", message);
  }

  @Test
  @DisplayName("hostile input 19: factors and steps that make weights infinite")
  void factorsThatMakeWeightsInfiniteAreRefused() {
    Manifest.Builder message = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT);
    message.getArchitectureBuilder().setOmega0Hidden(1e-300);
    assertRefused("omega0 of the hidden layers must be 1.0E-5 to 100000.0, got 1.0E-300", message);
    Manifest.Builder steps =
        ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT).setSteps(0, 2e36f);
    assertRefused(
        "a step is 0 or more, and all symbols stand for finite values, got 2.0E36 for 8 bits",
        steps);
  }

  @Test
  void whatDoesNotBelongToTheLaneIsRefused() {
    assertRefused(
        "weight coding float32 has 16 bits and no steps, got 8 and 0.0",
        ManifestMessages.valid(WeightCoding.WEIGHT_CODING_FLOAT_32).setBits(0, 8));
    assertRefused(
        "weight coding float16 has 16 bits and no steps, got 16 and 1.0",
        ManifestMessages.valid(WeightCoding.WEIGHT_CODING_FLOAT_16).setSteps(0, 1));
  }

  @Test
  void whatTheStreamDoesNotSendHasNoChecksumNorColumns() {
    assertRefused(
        "7 checksums of 6 tensors that are sent",
        ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT).addSymbolsCrc32C(7));
    Manifest.Builder columns = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT);
    columns.getGroupsBuilder(0).setParityColumns(2);
    assertRefused(
        "a group has 0 repair packets or more, 1 block or more and columns of them or 0, got 0, 1"
            + " and 2",
        columns);
  }

  @Test
  void partsWhoseBitsOverflowAreRefused() {
    Manifest.Builder message = ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT);
    message
        .getGroupsBuilder(0)
        .setSkippedBits(Integer.MAX_VALUE)
        .setRefiningBits(Integer.MAX_VALUE);
    assertRefused(
        "a part skips and refines fewer than 16 bits of a symbol, got 2147483647 and 2147483647",
        message);
  }
}
