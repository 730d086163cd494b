package dev.sirencast.receiver;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
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
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A small stream for decoders in other languages, each for a part of docs/format.md.
 *
 * @param name of its two files
 * @param frames as they arrive
 * @param exact whether all that was sent can be told from them
 */
record FormatVector(String name, List<byte[]> frames, boolean exact) {
  private static final SignalDescription PICTURE =
      new SignalDescription(new ImageFormat(8), CoordinateGrid.of(5, 4), 3);
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 12, 1, 3, 30, 30);

  /** Packets so small that there are several. */
  private static final PacketizerOptions OPTIONS =
      PacketizerOptions.DEFAULTS.withPacketBytes(64).withManifestCopies(1);

  private static final PacketizerOptions ENTROPY = OPTIONS.withCoding(WeightCoding.ENTROPY_CODED);

  static List<FormatVector> all() {
    List<FormatVector> all = new ArrayList<>();
    all.add(whole("error-resilient", picture(6, 4, OPTIONS)));
    all.add(whole("entropy-coded", picture(6, 4, ENTROPY)));
    all.add(whole("entropy-coded-escapes", picture(10, 2, ENTROPY)));
    all.add(whole("entropy-coded-wide", picture(16, 3000, ENTROPY)));
    all.add(whole("float32", weights(WeightCoding.FLOAT_32)));
    all.add(whole("float16", weights(WeightCoding.FLOAT_16)));
    all.addAll(ofTensorsInParts());
    all.addAll(ofProtectedTensors());
    all.addAll(ofOtherManifests());
    all.addAll(ofPatches());
    return List.copyOf(all);
  }

  private static List<FormatVector> ofPatches() {
    PacketizerOptions options = ENTROPY.withPacketBytes(160);
    EncodedStream picture = PatchVectors.picture(options);
    return List.of(
        whole("patches", picture),
        whole(
            "patches-error-resilient",
            PatchVectors.picture(
                options
                    .withCoding(WeightCoding.ERROR_RESILIENT)
                    .withProtection(UnequalErrorProtection.patchesAgainstFlips()))),
        whole("patches-float32", PatchVectors.floats(options.withCoding(WeightCoding.FLOAT_32))),
        whole(
            "patches-sound",
            PatchVectors.sound(new AudioFormat(8000, SampleEncoding.PCM_16, 0), options)),
        new FormatVector(
            "patches-lost", without(picture, picture.manifest().sourcePackets() - 1), false));
  }

  private static List<FormatVector> ofTensorsInParts() {
    EncodedStream planes = picture(6, 4, OPTIONS.withOrder(PacketOrder.PROGRESSIVE));
    int last = planes.manifest().sourcePackets() - 1;
    return List.of(
        whole("bit-planes", planes),
        whole(
            "bit-planes-entropy-coded", picture(6, 4, ENTROPY.withOrder(PacketOrder.PROGRESSIVE))),
        new FormatVector("bit-planes-truncated", without(planes, last), false));
  }

  private static List<FormatVector> ofProtectedTensors() {
    FecScheme reedSolomon = FecScheme.reedSolomon(4, 2);
    EncodedStream sliced =
        picture(
            8,
            9,
            protectedBy(OPTIONS, FecScheme.reedSolomon(2, 1).withSliceBytes(16).withDepth(2)));
    EncodedStream corrected = picture(8, 9, protectedBy(OPTIONS, FecScheme.NONE.withCorrected(2)));
    FecScheme high = FecScheme.reedSolomon(3, 1);
    UnequalErrorProtection unequal =
        new UnequalErrorProtection(reedSolomon, high, 3, FecScheme.NONE);
    return List.of(
        new FormatVector(
            "reed-solomon", without(picture(8, 9, protectedBy(ENTROPY, reedSolomon)), 3, 4), true),
        new FormatVector(
            "parity",
            without(picture(8, 9, protectedBy(OPTIONS, FecScheme.parity(2, 2))), 3, 4),
            true),
        new FormatVector("slices", flipped(flipped(sliced.frames(), 3, 20), 5, 40), true),
        new FormatVector("slices-entropy-coded", slicesOfDifferentLengths(), true),
        new FormatVector("parity-bytes", flipped(flipped(corrected.frames(), 2, 21), 2, 35), true),
        new FormatVector("low-bits", picture(8, 9, OPTIONS.withProtection(unequal)).frames(), true),
        new FormatVector(
            "beyond-repair", without(picture(8, 9, protectedBy(OPTIONS, high)), 2, 3, 4), false));
  }

  /** Bodies of several lengths, one of them lost. */
  private static List<byte[]> slicesOfDifferentLengths() {
    FecScheme scheme = FecScheme.reedSolomon(4, 2).withSliceBytes(16);
    return flipped(without(picture(8, 9, protectedBy(ENTROPY, scheme)), 2), 4, 30);
  }

  private static List<FormatVector> ofOtherManifests() {
    WeightOrigin seeded =
        new WeightOrigin(SeededTensors.firstLayer(7), WeightNoise.gaussian(0.001), false);
    TreeMap<String, MetadataValue> metadata = new TreeMap<>();
    metadata.put("bytes", MetadataValue.Bytes.of(new byte[] {1, 2}));
    metadata.put("real", new MetadataValue.Real(0.5));
    metadata.put("text", new MetadataValue.Text("a text"));
    metadata.put("whole", new MetadataValue.Whole(-7));
    return List.of(
        whole(
            "seeded",
            Packetizer.packetize(
                PICTURE,
                new QuantizedNetwork(NETWORK, tensors(NETWORK, 6, 4), seeded.seeded()),
                seeded,
                OPTIONS)),
        whole(
            "short-steps",
            Packetizer.packetize(
                PICTURE, QuantizedNetwork.of(NETWORK, tensors(NETWORK, 6, 4, 0x1p-9)), ENTROPY)),
        whole("metadata", picture(6, 4, ENTROPY.withMetadata(metadata))),
        whole("three-manifests", picture(6, 4, OPTIONS.withManifestCopies(3))),
        other(
            "ct",
            new CtFormat(new HounsfieldRange(-1000, 2000), new HounsfieldRange(-160, 240), 16),
            CoordinateGrid.of(5, 4),
            1),
        other("audio", new AudioFormat(8000, SampleEncoding.PCM_16, 100), CoordinateGrid.of(20), 2),
        other("video", new VideoFormat(new FrameRate(25, 1), 3), CoordinateGrid.of(4, 3, 2), 3));
  }

  private static FormatVector whole(String name, EncodedStream stream) {
    return new FormatVector(name, stream.frames(), true);
  }

  private static FormatVector other(
      String name, SignalFormat format, CoordinateGrid grid, int components) {
    SirenArchitecture network =
        new SirenArchitecture(grid.dimensions(), 5, 0, components, 60, 30, 2);
    return whole(
        name,
        Packetizer.packetize(
            new SignalDescription(format, grid, components),
            QuantizedNetwork.of(network, tensors(network, 6, 4)),
            ENTROPY));
  }

  private static EncodedStream picture(int bits, double deviation, PacketizerOptions options) {
    return Packetizer.packetize(
        PICTURE, QuantizedNetwork.of(NETWORK, tensors(NETWORK, bits, deviation)), options);
  }

  private static PacketizerOptions protectedBy(PacketizerOptions options, FecScheme scheme) {
    return options.withProtection(UnequalErrorProtection.equal(scheme));
  }

  /** Symbols near a Gaussian, a few of them as large as they can be. */
  private static List<QuantizedTensor> tensors(
      SirenArchitecture architecture, int bits, double deviation) {
    return tensors(architecture, bits, deviation, 0.1 / ((1 << (bits - 1)) - 1));
  }

  private static List<QuantizedTensor> tensors(
      SirenArchitecture architecture, int bits, double deviation, double step) {
    SplittableRandom random = new SplittableRandom(1);
    int most = (1 << (bits - 1)) - 1;
    List<QuantizedTensor> tensors = new ArrayList<>();
    for (int id = 0; id < architecture.tensors(); id++) {
      int rows = architecture.tensorRows(id);
      int columns = architecture.tensorColumns(id);
      short[] symbols = new short[rows * columns];
      for (int i = 0; i < symbols.length; i++) {
        long near = Math.round(gaussian(random) * deviation);
        long symbol = random.nextInt(40) == 0 ? most * (random.nextBoolean() ? 1 : -1) : near;
        symbols[i] = (short) Math.max(-most, Math.min(most, symbol));
      }
      tensors.add(QuantizedTensor.of(rows, columns, bits, (float) (step * (id + 1)), symbols));
    }
    return tensors;
  }

  /** The sum of twelve uniform numbers: the same on every platform. */
  private static double gaussian(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** Weights that are whole multiples of 1/1024, which float16 holds. */
  private static EncodedStream weights(WeightCoding coding) {
    SplittableRandom random = new SplittableRandom(2);
    float[] flat = new float[NETWORK.parameters()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (random.nextInt(601) - 300) / 1024f;
    }
    return Packetizer.packetize(
        PICTURE,
        SirenWeights.ofFlat(NETWORK, flat),
        WeightOrigin.PLAIN,
        OPTIONS.withCoding(coding));
  }

  /** The frames of a stream but for some source packets. */
  private static List<byte[]> without(EncodedStream stream, int... lost) {
    List<byte[]> frames = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      boolean source = packet.kind() == PacketKind.SOURCE;
      boolean isLost = false;
      for (int number : lost) {
        isLost |= source && packet.number() == number;
      }
      if (!isLost) {
        frames.add(PacketSerializer.serialize(packet));
      }
    }
    return frames;
  }

  /** Frames with a byte changed in the body of source packet {@code number}. */
  private static List<byte[]> flipped(List<byte[]> frames, int number, int at) {
    UnaryOperator<byte[]> flip =
        frame -> {
          byte[] copy = frame.clone();
          if (PacketHeader.of(frame).isSource(number)) {
            copy[at] ^= 0x5a;
          }
          return copy;
        };
    return frames.stream().map(flip).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
