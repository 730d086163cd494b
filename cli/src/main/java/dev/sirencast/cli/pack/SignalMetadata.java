package dev.sirencast.cli.pack;

import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.signal.VideoFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a file's metadata says of the signal that its networks stand for. */
final class SignalMetadata {
  /** The most points, as of a stream's. */
  private static final int MAX_POINTS = 1 << 27;

  private static final String PREFIX = PatchTensors.PATCHES;

  private SignalMetadata() {}

  /** Adds a signal's kind and format. */
  static void add(Map<String, String> texts, SignalDescription signal) {
    SignalFormat format = signal.format();
    texts.put(PREFIX + "kind", signal.kind().label());
    if (format instanceof AudioFormat audio) {
      texts.put(PREFIX + "sample_rate", Integer.toString(audio.sampleRate()));
      texts.put(PREFIX + "sample_encoding", audio.encoding().label());
      texts.put(PREFIX + "first_sample", Long.toString(audio.firstSample()));
    } else if (format instanceof VideoFormat video) {
      texts.put(PREFIX + "frame_rate", video.rate().frames() + ":" + video.rate().seconds());
      texts.put(PREFIX + "first_frame", Long.toString(video.firstFrame()));
    } else {
      texts.put(PREFIX + "bit_depth", Integer.toString(signal.bitDepth()));
    }
    if (format instanceof CtFormat ct) {
      addRange(texts, "range", ct.range());
      addRange(texts, "window", ct.window());
    }
  }

  private static void addRange(Map<String, String> texts, String key, HounsfieldRange range) {
    texts.put(PREFIX + key + "_low", Double.toString(range.low()));
    texts.put(PREFIX + key + "_high", Double.toString(range.high()));
  }

  /**
   * Returns the signal that metadata states.
   *
   * @param components of a sample
   * @throws IllegalArgumentException if it states none; the message says why
   */
  static SignalDescription read(Map<String, String> texts, int components) {
    PatchMetadata metadata = new PatchMetadata(texts);
    SignalFormat format =
        switch (kind(metadata)) {
          case IMAGE -> new ImageFormat(metadata.number("bit_depth"));
          case CT ->
              new CtFormat(
                  range(metadata, "range"),
                  range(metadata, "window"),
                  metadata.number("bit_depth"));
          case AUDIO ->
              new AudioFormat(
                  metadata.number("sample_rate"),
                  encoding(metadata),
                  metadata.large("first_sample"));
          case VIDEO ->
              new VideoFormat(
                  FrameRate.parse(metadata.text("frame_rate")), metadata.large("first_frame"));
        };
    return new SignalDescription(format, grid(texts), components);
  }

  private static SignalKind kind(PatchMetadata metadata) {
    return Arrays.stream(SignalKind.values())
        .filter(kind -> kind.label().equals(metadata.text("kind")))
        .findFirst()
        .orElseThrow(
            () ->
                metadata.wrong(
                    "kind",
                    oneOf(Arrays.stream(SignalKind.values()).map(SignalKind::label).toList())));
  }

  private static SampleEncoding encoding(PatchMetadata metadata) {
    List<SampleEncoding> all = List.of(SampleEncoding.values());
    return all.stream()
        .filter(one -> one.label().equals(metadata.text("sample_encoding")))
        .findFirst()
        .orElseThrow(
            () ->
                metadata.wrong(
                    "sample_encoding", oneOf(all.stream().map(SampleEncoding::label).toList())));
  }

  private static String oneOf(List<String> names) {
    return names.stream().collect(Collectors.joining(", ", "one of ", ""));
  }

  private static HounsfieldRange range(PatchMetadata metadata, String key) {
    return new HounsfieldRange(metadata.real(key + "_low"), metadata.real(key + "_high"));
  }

  private static CoordinateGrid grid(Map<String, String> texts) {
    String text = texts.get("grid");
    if (text == null) {
      throw new IllegalArgumentException("its metadata does not say the grid");
    }
    if (!text.matches("[1-9][0-9]{0,8}(x[1-9][0-9]{0,8}){0,2}")) {
      throw new IllegalArgumentException(
          "metadata grid: expected samples along each axis such as 192x128, got '" + text + "'");
    }
    int[] sizes = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    double points = Arrays.stream(sizes).asDoubleStream().reduce(1, (a, b) -> a * b);
    if (points > MAX_POINTS) {
      throw new IllegalArgumentException(
          "metadata grid: a signal has at most " + MAX_POINTS + " points, got " + text);
    }
    return CoordinateGrid.of(sizes);
  }
}
