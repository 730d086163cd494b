package dev.sirencast.fuzz;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.patch.LosslessPatches;
import dev.sirencast.encoder.patch.PatchQuantizer;
import dev.sirencast.encoder.patch.ProgressivePatches;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.quantization.Float16;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.VideoFormat;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Valid streams of every coding, as small as they can be: made once, of weights nobody trained. */
final class Streams {
  private static final CoordinateGrid GRID = CoordinateGrid.of(24, 16);
  private static final SignalDescription PICTURE =
      new SignalDescription(new ImageFormat(8), GRID, 3);
  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 7, 1, 3, 30, 30);
  private static final int ABSENT = 4;
  private static final double SCALE = 1e-2;
  private static final List<EncodedStream> ALL = make();

  private Streams() {}

  /** Those of one network, those in patches, then other kinds of signals and seeded tensors. */
  static List<EncodedStream> all() {
    return ALL;
  }

  /** A stream as a file holds it. */
  static byte[] file(EncodedStream stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      stream.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static List<EncodedStream> make() {
    FecScheme code = FecScheme.reedSolomon(4, 3);
    UnequalErrorProtection plain = UnequalErrorProtection.NONE;
    UnequalErrorProtection half = UnequalErrorProtection.ofOverhead(0.5);
    UnequalErrorProtection parts =
        new UnequalErrorProtection(code, code, 2, FecScheme.reedSolomon(5, 1));
    UnequalErrorProtection sliced =
        UnequalErrorProtection.equal(code.withSliceBytes(16).withDepth(2));
    UnequalErrorProtection corrected = UnequalErrorProtection.equal(code.withCorrected(2));
    UnequalErrorProtection parity = UnequalErrorProtection.equal(FecScheme.parity(2, 3));
    List<EncodedStream> all = new ArrayList<>();
    all.add(network(options(WeightCoding.ENTROPY_CODED, plain)));
    all.add(network(options(WeightCoding.ENTROPY_CODED, half)));
    all.add(network(options(WeightCoding.ENTROPY_CODED, parts).withManifestCopies(2)));
    all.add(network(options(WeightCoding.ERROR_RESILIENT, plain)));
    all.add(network(options(WeightCoding.ERROR_RESILIENT, sliced)));
    all.add(network(withMetadata(options(WeightCoding.ERROR_RESILIENT, corrected))));
    all.add(network(options(WeightCoding.FLOAT_32, half)));
    all.add(network(options(WeightCoding.FLOAT_16, parity)));
    all.addAll(inPatches());
    all.addAll(ofOtherKinds());
    return List.copyOf(all);
  }

  private static PacketizerOptions options(WeightCoding coding, UnequalErrorProtection protection) {
    return PacketizerOptions.DEFAULTS
        .withCoding(coding)
        .withPacketBytes(PacketizerOptions.MIN_PACKET_BYTES)
        .withManifestCopies(1)
        .withProtection(protection);
  }

  private static PacketizerOptions withMetadata(PacketizerOptions options) {
    TreeMap<String, MetadataValue> metadata = new TreeMap<>();
    metadata.put("source", new MetadataValue.Text("a.png"));
    metadata.put("psnr", new MetadataValue.Real(31.5));
    return options.withMetadata(metadata);
  }

  private static EncodedStream network(PacketizerOptions options) {
    SirenWeights weights = SirenInitializer.initialize(SHAPE, 1);
    if (options.coding().isLossless()) {
      return Packetizer.packetize(PICTURE, halves(weights), WeightOrigin.PLAIN, options);
    }
    return Packetizer.packetize(PICTURE, Quantizer.quantize(weights, 6), options);
  }

  private static SirenWeights halves(SirenWeights weights) {
    float[] flat = weights.toFlatArray();
    for (int i = 0; i < flat.length; i++) {
      flat[i] = half(flat[i]);
    }
    return SirenWeights.ofFlat(weights.architecture(), flat);
  }

  private static float half(float value) {
    return Float16.rounded(value);
  }

  private static List<EncodedStream> ofOtherKinds() {
    PacketizerOptions options = options(WeightCoding.ENTROPY_CODED, UnequalErrorProtection.NONE);
    HounsfieldRange range = new HounsfieldRange(-1000, 1000);
    SeededTensors seeded = SeededTensors.firstLayer(3);
    SirenWeights weights = seeded.fill(SirenInitializer.initialize(SHAPE, 1));
    return List.of(
        kind(new VideoFormat(FrameRate.PAL, 0), CoordinateGrid.of(8, 6, 3), 3),
        kind(new AudioFormat(8_000, SampleEncoding.PCM_16, 0), CoordinateGrid.of(200), 1),
        kind(new CtFormat(range, range, 16), GRID, 1),
        Packetizer.packetize(
            PICTURE,
            Quantizer.quantize(weights, seeded, 6),
            new WeightOrigin(seeded, WeightNoise.mask(0.1), true),
            options));
  }

  private static EncodedStream kind(SignalFormat format, CoordinateGrid grid, int components) {
    SirenArchitecture shape = new SirenArchitecture(grid.dimensions(), 7, 1, components, 30, 30);
    return Packetizer.packetize(
        new SignalDescription(format, grid, components),
        Quantizer.quantize(SirenInitializer.initialize(shape, 1), 6),
        options(WeightCoding.ENTROPY_CODED, UnequalErrorProtection.NONE));
  }

  private static List<EncodedStream> inPatches() {
    PatchedWeights weights = patches();
    List<Integer> order = IntStream.range(0, 6).filter(i -> i != ABSENT).boxed().toList();
    PatchQuantizer quantizer = PatchQuantizer.of(weights, order, Runnable::run, 1);
    QuantizedNetwork base = Quantizer.quantize(weights.base(), 6);
    UnequalErrorProtection plain = UnequalErrorProtection.NONE;
    UnequalErrorProtection half = UnequalErrorProtection.ofOverhead(0.5);
    PacketizerOptions compact = options(WeightCoding.ENTROPY_CODED, half).withPacketBytes(200);
    PacketizerOptions bending =
        options(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.patchesAgainstFlips())
            .withPacketBytes(200);
    PacketizerOptions exact = options(WeightCoding.FLOAT_16, plain).withPacketBytes(200);
    return List.of(
        Packetizer.packetize(PICTURE, base, WeightOrigin.PLAIN, quantizer.quantize(SCALE), compact),
        Packetizer.packetize(
            PICTURE,
            base,
            WeightOrigin.PLAIN,
            ProgressivePatches.split(quantizer.quantize(SCALE)),
            compact.withProtection(plain).withOrder(PacketOrder.PROGRESSIVE)),
        Packetizer.packetize(
            PICTURE,
            base,
            WeightOrigin.PLAIN,
            quantizer.withFixedWidths().quantize(SCALE),
            bending),
        Packetizer.packetize(
            PICTURE,
            weights.base(),
            WeightOrigin.PLAIN,
            LosslessPatches.of(weights, order, Short.SIZE),
            exact));
  }

  private static PatchedWeights patches() {
    PatchGrid grid = PatchGrid.of(GRID, 8, 8);
    PatchFamily family =
        new PatchFamily(new SirenArchitecture(2, 6, 1, 3, 30, 30), List.of(3, 6), 1, 0.6f, 1, 1);
    SplittableRandom random = new SplittableRandom(9);
    List<@Nullable PatchWeights> patches = new ArrayList<>();
    for (int i = 0; i < grid.patches(); i++) {
      float[] own = family.initial(i % 2);
      for (int k = 0; k < own.length; k++) {
        own[k] = half(own[k] + (float) (0.1 * (random.nextDouble() - 0.5)));
      }
      patches.add(i == ABSENT ? null : new PatchWeights(i % 2, 0.25f, own));
    }
    SirenWeights base = halves(SirenInitializer.initialize(SHAPE, 4));
    return new PatchedWeights(base, 4, grid, family, patches);
  }
}
