package dev.sirencast.format;

import dev.sirencast.proto.AudioScale;
import dev.sirencast.proto.CtScale;
import dev.sirencast.proto.VideoScale;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.CtSource;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.VideoCoding;
import dev.sirencast.signal.VideoFormat;

/** The manifest's part on the signal, as a protobuf message and back. */
final class SignalMessage {
  private SignalMessage() {}

  static dev.sirencast.proto.SignalDescription of(SignalDescription signal) {
    dev.sirencast.proto.SignalDescription.Builder message =
        dev.sirencast.proto.SignalDescription.newBuilder()
            .setComponents(signal.components())
            .setBitDepth(signal.bitDepth());
    for (int axis = 0; axis < signal.grid().dimensions(); axis++) {
      message.addAxes(signal.grid().size(axis));
    }
    SignalFormat format = signal.format();
    if (format instanceof CtFormat ct) {
      message.setKind(dev.sirencast.proto.SignalKind.SIGNAL_KIND_CT).setCt(scale(ct));
    } else if (format instanceof AudioFormat audio) {
      message.setKind(dev.sirencast.proto.SignalKind.SIGNAL_KIND_AUDIO).setAudio(scale(audio));
    } else if (format instanceof VideoFormat video) {
      message.setKind(dev.sirencast.proto.SignalKind.SIGNAL_KIND_VIDEO).setVideo(scale(video));
    } else {
      message.setKind(dev.sirencast.proto.SignalKind.SIGNAL_KIND_IMAGE);
    }
    return message.build();
  }

  private static CtScale scale(CtFormat format) {
    CtSource source = format.source();
    CtScale.Builder message =
        CtScale.newBuilder()
            .setLow(format.range().low())
            .setHigh(format.range().high())
            .setWindowLow(format.window().low())
            .setWindowHigh(format.window().high())
            .setWidthMm(source.width())
            .setHeightMm(source.height())
            .setThicknessMm(source.thickness());
    if (source.slope() != CtSource.NONE.slope()) {
      message.setSlope(source.slope());
    }
    if (source.intercept() != CtSource.NONE.intercept()) {
      message.setIntercept(source.intercept());
    }
    return message.build();
  }

  private static AudioScale scale(AudioFormat format) {
    AudioScale.Builder scale = AudioScale.newBuilder();
    if (format.peak() != 1) {
      scale.setPeak(format.peak());
    }
    return scale
        .setSampleRate(format.sampleRate())
        .setEncoding(
            switch (format.encoding()) {
              case PCM_8 -> dev.sirencast.proto.SampleEncoding.SAMPLE_ENCODING_PCM_8;
              case PCM_16 -> dev.sirencast.proto.SampleEncoding.SAMPLE_ENCODING_PCM_16;
              case PCM_24 -> dev.sirencast.proto.SampleEncoding.SAMPLE_ENCODING_PCM_24;
              case FLOAT_32 -> dev.sirencast.proto.SampleEncoding.SAMPLE_ENCODING_FLOAT_32;
            })
        .setFirstSample(format.firstSample())
        .build();
  }

  private static VideoScale scale(VideoFormat format) {
    VideoScale.Builder scale =
        VideoScale.newBuilder()
            .setRateFrames(format.rate().frames())
            .setRateSeconds(format.rate().seconds())
            .setFirstFrame(format.firstFrame());
    if (!format.coding().equals(VideoCoding.DEFAULT)) {
      scale.setCoding(VideoCodingMessage.of(format.coding()));
    }
    return scale.build();
  }

  /**
   * Returns what a message describes.
   *
   * @throws IllegalArgumentException if a value is out of its range, or the scale is not the kind's
   */
  static SignalDescription parse(dev.sirencast.proto.SignalDescription message) {
    SignalFormat format = format(message);
    if (message.getAxesCount() != format.kind().axes()) {
      throw new IllegalArgumentException(
          format.kind().label()
              + " has "
              + format.kind().axes()
              + " axes, got "
              + message.getAxesCount());
    }
    int[] axes = message.getAxesList().stream().mapToInt(Integer::intValue).toArray();
    return new SignalDescription(format, CoordinateGrid.of(axes), message.getComponents());
  }

  private static SignalFormat format(dev.sirencast.proto.SignalDescription message) {
    SignalFormat format =
        switch (message.getKind()) {
          case SIGNAL_KIND_IMAGE -> new ImageFormat(message.getBitDepth());
          case SIGNAL_KIND_CT -> ct(message.getCt(), message.getBitDepth());
          case SIGNAL_KIND_AUDIO -> audio(message.getAudio());
          case SIGNAL_KIND_VIDEO -> video(message.getVideo());
          default ->
              throw new IllegalArgumentException(
                  "signal kind "
                      + message.getKindValue()
                      + ", this code reads pictures, CT slices, audio and video");
        };
    if (format.bitDepth() != message.getBitDepth()) {
      throw new IllegalArgumentException(
          format.kind().label()
              + " of "
              + message.getBitDepth()
              + " bits, expected "
              + format.bitDepth());
    }
    return format;
  }

  private static CtFormat ct(CtScale scale, int bitDepth) {
    return new CtFormat(
        new HounsfieldRange(scale.getLow(), scale.getHigh()),
        new HounsfieldRange(scale.getWindowLow(), scale.getWindowHigh()),
        bitDepth,
        new CtSource(
            scale.getWidthMm(),
            scale.getHeightMm(),
            scale.getThicknessMm(),
            scale.hasSlope() ? scale.getSlope() : CtSource.NONE.slope(),
            scale.hasIntercept() ? scale.getIntercept() : CtSource.NONE.intercept()));
  }

  private static AudioFormat audio(AudioScale scale) {
    SampleEncoding encoding =
        switch (scale.getEncoding()) {
          case SAMPLE_ENCODING_PCM_8 -> SampleEncoding.PCM_8;
          case SAMPLE_ENCODING_PCM_16 -> SampleEncoding.PCM_16;
          case SAMPLE_ENCODING_PCM_24 -> SampleEncoding.PCM_24;
          case SAMPLE_ENCODING_FLOAT_32 -> SampleEncoding.FLOAT_32;
          default ->
              throw new IllegalArgumentException(
                  "sample encoding " + scale.getEncodingValue() + ", this code reads 1 to 4");
        };
    return new AudioFormat(
        scale.getSampleRate(),
        encoding,
        scale.getFirstSample(),
        scale.hasPeak() ? scale.getPeak() : 1);
  }

  private static VideoFormat video(VideoScale scale) {
    return new VideoFormat(
        new FrameRate(scale.getRateFrames(), scale.getRateSeconds()),
        scale.getFirstFrame(),
        scale.hasCoding() ? VideoCodingMessage.parse(scale.getCoding()) : VideoCoding.DEFAULT);
  }
}
