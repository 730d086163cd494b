package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.PatchPart;
import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.patch.KnownPatches;
import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchEnergy;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams of signals in patches, from their packets to the signal. */
class PatchStreamTest {
  private static final CoordinateGrid GRID = CoordinateGrid.of(96, 64);
  private static final SignalDescription SIGNAL =
      new SignalDescription(new ImageFormat(8), GRID, 3);
  private static final PacketizerOptions OPTIONS =
      PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED).withPacketBytes(300);

  private final PatchedWeights weights = weights();
  private final QuantizedNetwork base = Quantizer.quantize(weights.base(), 8);
  private final PatchQuantizer quantizer =
      PatchQuantizer.of(
          weights, IntStream.range(0, 96).filter(i -> i != 7).boxed().toList(), Runnable::run, 1);

  private static PatchedWeights weights() {
    PatchGrid grid = PatchGrid.of(GRID, 8, 8);
    PatchFamily family =
        new PatchFamily(new SirenArchitecture(2, 12, 1, 3, 30, 30), List.of(6, 12), 1, 0.6f, 1, 1);
    SplittableRandom random = new SplittableRandom(9);
    List<@Nullable PatchWeights> patches = new ArrayList<>();
    for (int i = 0; i < grid.patches(); i++) {
      float[] own = family.initial(i % 2);
      for (int k = 0; k < own.length; k++) {
        own[k] += (float) (0.1 * (random.nextDouble() - 0.5));
      }
      patches.add(i == 7 ? null : new PatchWeights(i % 2, 0.25f, own));
    }
    SirenArchitecture shape = new SirenArchitecture(2, 16, 1, 3, 30, 30);
    return new PatchedWeights(SirenInitializer.initialize(shape, 4), 4, grid, family, patches);
  }

  private EncodedStream stream(double scale, PacketizerOptions options) {
    return Packetizer.packetize(
        SIGNAL,
        base,
        WeightOrigin.PLAIN,
        Packetizer.fitting(quantizer.quantize(scale), options).orElseThrow(),
        options);
  }

  private static Reception receive(List<byte[]> frames) throws InvalidStreamException {
    SirenReceiver receiver = SirenReceiver.create();
    frames.forEach(receiver::accept);
    return receiver.finish();
  }

  private static Signal picture(PatchedWeights weights) {
    return PatchedNetwork.of(weights).reconstruct(SIGNAL.format(), GRID, Runnable::run, 1);
  }

  @Test
  void whatArrivesWholeIsExactlyWhatWasSent() throws Exception {
    EncodedStream stream = stream(1e-3, OPTIONS);
    Reception reception = receive(stream.frames());
    assertTrue(reception.report().isExact());
    assertEquals(95, reception.report().patches());
    assertEquals(0, reception.report().lostPatches());
    assertEquals(stream.manifest(), reception.manifest());
    PatchedWeights received = reception.patches().orElseThrow();
    assertNull(received.patches().get(7));
    double decibels = Psnr.decibels(picture(weights), reception.reconstruct());
    assertTrue(decibels > 45, "fine rounding gave " + decibels + " dB");
    assertEquals(weights.weights(), reception.report().weights());
  }

  @Test
  void manifestsArePaidForByWhatTheyAreWorth() {
    EncodedStream plain = stream(1, OPTIONS);
    EncodedStream repaired =
        stream(1, OPTIONS.withProtection(UnequalErrorProtection.ofOverhead(0.3)));
    int manifest = plain.frames().get(0).length;
    long others = plain.bytes() - (long) plain.manifest().manifestCopies() * manifest;
    assertTrue(plain.manifest().manifestCopies() < 3, plain.bytes() + " of " + manifest);
    assertEquals(1 + others / (16L * manifest), plain.manifest().manifestCopies());
    assertEquals(3, repaired.manifest().manifestCopies());
  }

  @Test
  void whatIsKnownChangesNothingButTheTime() throws Exception {
    PacketizerOptions plainOptions = OPTIONS.withManifestCopies(5); // one arrives
    PacketizerOptions repaired =
        plainOptions.withProtection(UnequalErrorProtection.ofOverhead(0.3));
    for (PacketizerOptions options : List.of(plainOptions, repaired)) {
      List<byte[]> frames = stream(1e-2, options).frames();
      List<byte[]> others = stream(2e-2, options).frames();
      SirenReceiver before = SirenReceiver.create();
      frames.forEach(before::accept);
      KnownPatches known = before.knownPatches();
      SplittableRandom random = new SplittableRandom(3);
      for (int trial = 0; trial < 20; trial++) {
        SirenReceiver plain = SirenReceiver.create();
        SirenReceiver knowing = SirenReceiver.create(ReceiverOptions.DEFAULTS, known);
        // The last ones are of a stream of which nothing is known.
        for (byte[] sent : trial < 17 ? frames : others) {
          byte[] frame = sent.clone();
          if (random.nextInt(8) == 0) {
            frame[PacketFormat.HEADER_BYTES + random.nextInt(20)] ^= (byte) random.nextInt(256);
          }
          if (random.nextInt(8) != 0) {
            plain.accept(frame);
            knowing.accept(frame);
          }
        }
        Reception expected = plain.finish();
        Reception actual = knowing.finish();
        assertEquals(expected.report(), actual.report());
        assertArrayEquals(
            expected.reconstruct().toArray(), actual.reconstruct().toArray(), "trial " + trial);
      }
    }
  }

  @Test
  void predictedErrorIsWhatRoundingCosts() throws Exception {
    PatchedWeights exactBase =
        new PatchedWeights(
            base.dequantize(), 4, weights.grid(), weights.family(), weights.patches());
    Signal reference = picture(exactBase);
    for (double scale : new double[] {1e-3, 4e-3}) {
      QuantizedPatches rounded = quantizer.quantize(scale);
      Reception reception = receive(stream(scale, OPTIONS).frames());
      double measured = Psnr.decibels(reference, reception.reconstruct());
      double predicted =
          Psnr.fromMeanSquaredError(quantizer.predictedError(rounded) / (4.0 * 3 * GRID.points()));
      assertEquals(predicted, measured, 1.0);
    }
  }

  @Test
  void aLostPacketTakesItsPatchesAndNothingElse() throws Exception {
    EncodedStream stream = stream(1e-2, OPTIONS);
    PatchedWeights whole = receive(stream.frames()).patches().orElseThrow();
    int first =
        stream.manifest().sourcePackets()
            - stream.manifest().patchGroup().orElseThrow().sourcePackets();
    PatchBodyCoder coder = new PatchBodyCoder(stream.manifest().patches().orElseThrow());
    for (WeightPacket lost : stream.packets()) {
      if (lost.kind() != PacketKind.SOURCE || lost.number() < first) {
        continue;
      }
      Set<Integer> members = new HashSet<>();
      for (PatchSymbols one : coder.decode(lost.body()).orElseThrow()) {
        members.add(one.patch());
      }
      List<byte[]> frames = new ArrayList<>();
      for (int i = 0; i < stream.packets().size(); i++) {
        if (stream.packets().get(i) != lost) {
          frames.add(stream.frames().get(i));
        }
      }
      Reception reception = receive(frames);
      assertFalse(reception.report().isExact());
      assertEquals(members.size(), reception.report().lostPatches());
      List<@Nullable PatchWeights> patches = reception.patches().orElseThrow().patches();
      for (int i = 0; i < patches.size(); i++) {
        PatchWeights there = whole.patches().get(i);
        if (members.contains(i) || there == null) {
          assertNull(patches.get(i));
        } else {
          assertArrayEquals(there.weights(), patches.get(i).weights());
        }
      }
    }
  }

  @Test
  void neighboursAreNeverInTheSameOrTheNextPacket() throws Exception {
    EncodedStream stream = stream(1e-2, OPTIONS);
    PatchBodyCoder coder = new PatchBodyCoder(stream.manifest().patches().orElseThrow());
    int base =
        stream.manifest().sourcePackets()
            - stream.manifest().patchGroup().orElseThrow().sourcePackets();
    List<PatchSymbols> before = List.of();
    int seen = 0;
    for (WeightPacket packet : stream.packets()) {
      if (packet.kind() == PacketKind.SOURCE && packet.number() >= base) {
        List<PatchSymbols> members = coder.decode(packet.body()).orElseThrow();
        List<PatchSymbols> near = new ArrayList<>(before);
        near.addAll(members);
        for (PatchSymbols a : members) {
          for (PatchSymbols b : near) {
            boolean touch =
                Math.abs(a.patch() % 12 - b.patch() % 12) <= 1
                    && Math.abs(a.patch() / 12 - b.patch() / 12) <= 1;
            assertTrue(a == b || !touch, a.patch() + " and " + b.patch());
          }
        }
        seen += members.size();
        before = members;
      }
    }
    assertEquals(95, seen);
  }

  @Test
  void progressiveSendsTheBaseAndThenThePatchesInTheirOrder() throws Exception {
    EncodedStream stream = stream(1e-2, OPTIONS.withOrder(PacketOrder.PROGRESSIVE));
    PatchBodyCoder coder = new PatchBodyCoder(stream.manifest().patches().orElseThrow());
    int base =
        stream.manifest().sourcePackets()
            - stream.manifest().patchGroup().orElseThrow().sourcePackets();
    List<Integer> patches = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      if (packet.kind() == PacketKind.SOURCE) {
        if (packet.number() < base) {
          assertTrue(patches.isEmpty(), "a packet of the base after a patch");
        } else {
          coder.decode(packet.body()).orElseThrow().forEach(one -> patches.add(one.patch()));
        }
      }
    }
    assertEquals(IntStream.range(0, 96).filter(i -> i != 7).boxed().toList(), patches);
  }

  @Test
  void repairPacketsBringPatchesBack() throws Exception {
    PacketizerOptions options = OPTIONS.withProtection(UnequalErrorProtection.ofOverhead(0.5));
    EncodedStream stream = stream(1e-2, options);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < stream.packets().size(); i++) {
      if (i % 5 != 2) {
        frames.add(stream.frames().get(i));
      }
    }
    Reception reception = receive(frames);
    assertTrue(reception.report().isExact(), reception.report().toString());
    assertTrue(reception.report().packets().repaired() > 0);
  }

  @Test
  void aPacketThatNamesPatchesAgainIsRefused() throws Exception {
    EncodedStream stream = stream(1e-2, OPTIONS);
    StreamManifest manifest = stream.manifest();
    int base = manifest.sourcePackets() - manifest.patchGroup().orElseThrow().sourcePackets();
    List<WeightPacket> own =
        stream.packets().stream()
            .filter(packet -> packet.kind() == PacketKind.SOURCE && packet.number() >= base)
            .toList();
    WeightPacket copy =
        WeightPacket.of(
            PacketKind.SOURCE, own.get(1).streamId(), own.get(1).number(), own.get(0).body());
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < stream.packets().size(); i++) {
      frames.add(
          stream.packets().get(i) == own.get(1)
              ? PacketSerializer.serialize(copy)
              : stream.frames().get(i));
    }
    Reception reception = receive(frames);
    assertTrue(reception.report().lostPatches() > 0);
    assertNotNull(reception.reconstruct());
  }

  @Test
  void limitsHoldForAllPatchesTogether() {
    EncodedStream stream = stream(1e-2, OPTIONS);
    SirenReceiver receiver =
        SirenReceiver.create(
            ReceiverOptions.DEFAULTS.withLimits(
                new ReceiverLimits(1000, 1 << 20, 1 << 20, Long.MAX_VALUE)));
    stream.frames().forEach(receiver::accept);
    assertThrows(InvalidStreamException.class, receiver::finish);
  }

  @Test
  void aLongPatchIsRoundedMoreCoarselyUntilItFits() throws Exception {
    PacketizerOptions options = OPTIONS;
    EncodedStream stream = stream(1e-6, options);
    assertTrue(receive(stream.frames()).report().isExact());
    int longest = stream.packets().stream().mapToInt(WeightPacket::bodyLength).max().orElse(0);
    assertTrue(longest <= PacketFormat.MAX_BODY_BYTES);
  }

  @Test
  void threeFlippedBitsAPacketChangeNothing() throws Exception {
    EncodedStream stream = stream(1e-2, OPTIONS);
    int base =
        stream.manifest().sourcePackets()
            - stream.manifest().patchGroup().orElseThrow().sourcePackets();
    SplittableRandom random = new SplittableRandom(3);
    List<byte[]> arrived = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      byte[] frame = PacketSerializer.serialize(packet);
      boolean ofPatches = packet.kind() == PacketKind.SOURCE && packet.number() >= base;
      int flips = ofPatches ? 3 : 0;
      random
          .ints(8 * PacketFormat.HEADER_BYTES, 8 * frame.length)
          .distinct()
          .limit(flips)
          .forEach(bit -> frame[bit >> 3] ^= (byte) (1 << (bit & 7)));
      arrived.add(frame);
    }
    Reception reception = receive(arrived);
    assertTrue(reception.report().isExact());
    SirenReceiver strict =
        SirenReceiver.create(ReceiverOptions.DEFAULTS.withPolicy(DeliveryPolicy.STRICT));
    arrived.forEach(strict::accept);
    assertEquals(95, strict.finish().report().lostPatches());
  }

  /** All patches coarse, then their lowest bits, in the same order. */
  private QuantizedPatches inParts() {
    QuantizedPatches whole = quantizer.quantize(1e-2);
    List<PatchPart> parts = new ArrayList<>();
    whole.patches().forEach(one -> parts.add(new PatchPart(one, 2, false)));
    whole.patches().forEach(one -> parts.add(new PatchPart(one, 2, true)));
    return new QuantizedPatches(
        whole.description().withEnergy(1).withRefined(95, 0.5f), whole.patches(), parts);
  }

  @Test
  void patchesThatComeInPartsAreCoarseAndThenExact() throws Exception {
    PacketizerOptions progressive = OPTIONS.withOrder(PacketOrder.PROGRESSIVE);
    EncodedStream stream =
        Packetizer.packetize(SIGNAL, base, WeightOrigin.PLAIN, inParts(), progressive);
    Signal whole = receive(stream(1e-2, OPTIONS).frames()).reconstruct();
    Reception all = receive(stream.frames());
    assertTrue(all.report().isExact());
    assertArrayEquals(whole.toArray(), all.reconstruct().toArray());
    double before = 0;
    for (int percent : new int[] {30, 70, 90}) {
      List<byte[]> some = stream.frames().subList(0, stream.frames().size() * percent / 100);
      Reception part = receive(some);
      assertFalse(part.report().isExact());
      double decibels = Psnr.decibels(whole, part.reconstruct());
      assertTrue(decibels > before, percent + " %: " + decibels + " after " + before);
      before = decibels;
    }
    List<byte[]> backwards = new ArrayList<>(stream.frames());
    Collections.reverse(backwards);
    assertArrayEquals(whole.toArray(), receive(backwards).reconstruct().toArray());
  }

  @Test
  void aLostRefinementLeavesItsPatchesCoarse() throws Exception {
    EncodedStream stream =
        Packetizer.packetize(
            SIGNAL,
            base,
            WeightOrigin.PLAIN,
            inParts(),
            OPTIONS.withOrder(PacketOrder.PROGRESSIVE));
    int last =
        stream.packets().stream()
            .filter(packet -> packet.kind() == PacketKind.SOURCE)
            .mapToInt(WeightPacket::number)
            .max()
            .orElseThrow();
    List<byte[]> frames =
        stream.packets().stream()
            .filter(packet -> packet.kind() != PacketKind.SOURCE || packet.number() != last)
            .map(PacketSerializer::serialize)
            .toList();
    ReceptionReport report = receive(frames).report();
    assertFalse(report.isExact());
    assertEquals(0, report.lostPatches());
    assertTrue(report.coarsePatches() > 0 && report.coarsePatches() < 95);
  }

  @Test
  void theEstimateKnowsWhatLostPatchesWouldAdd() throws Exception {
    EncodedStream plain = stream(1e-2, OPTIONS);
    PatchedWeights whole = receive(plain.frames()).patches().orElseThrow();
    QuantizedPatches rounded = quantizer.quantize(1e-2);
    QuantizedPatches patches =
        new QuantizedPatches(
            rounded.description().withEnergy((float) PatchEnergy.of(whole)), rounded.patches());
    EncodedStream stream = Packetizer.packetize(SIGNAL, base, WeightOrigin.PLAIN, patches, OPTIONS);
    Signal reference = picture(whole);
    for (int step : new int[] {2, 5}) {
      List<byte[]> some = new ArrayList<>();
      for (int i = 0; i < stream.packets().size(); i++) {
        boolean ofPatches =
            stream
                .manifest()
                .group(stream.packets().get(i))
                .map(PacketGroup::isOfPatches)
                .orElse(false);
        if (!ofPatches || i % step != 0) {
          some.add(stream.frames().get(i));
        }
      }
      Reception reception = receive(some);
      double measured = Psnr.decibels(reference, reception.reconstruct());
      assertEquals(measured, reception.estimatedDecibels(64), 1.5);
    }
  }
}
