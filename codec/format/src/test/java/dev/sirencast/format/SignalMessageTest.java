package dev.sirencast.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.proto.AudioScale;
import dev.sirencast.proto.CtScale;
import dev.sirencast.proto.SampleEncoding;
import dev.sirencast.proto.SignalDescription.Builder;
import dev.sirencast.proto.SignalKind;
import dev.sirencast.proto.VideoScale;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.CtSource;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.VideoCoding;
import dev.sirencast.signal.VideoCoding.ChromaPlanes;
import dev.sirencast.signal.VideoCoding.ColorMatrix;
import dev.sirencast.signal.VideoCoding.FieldOrder;
import dev.sirencast.signal.VideoFormat;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalMessageTest {
  private static final SignalDescription CT =
      new SignalDescription(
          new CtFormat(new HounsfieldRange(-1024, 1167), HounsfieldRange.window(40, 400), 16),
          CoordinateGrid.of(128, 96),
          1);
  private static final SignalDescription VIDEO =
      new SignalDescription(
          new VideoFormat(new FrameRate(30000, 1001), 12), CoordinateGrid.of(16, 9, 5), 3);

  private static SignalDescription audio(dev.sirencast.signal.SampleEncoding encoding) {
    AudioFormat format = new AudioFormat(44100, encoding, 1L << 33);
    return new SignalDescription(format, CoordinateGrid.of(44100), 2);
  }

  @Test
  void pictureIsTheBytesOfTheFirstFormat() {
    SignalDescription picture =
        new SignalDescription(new ImageFormat(8), CoordinateGrid.of(24, 16), 3);
    assertEquals(
        "0801" // kind: picture
            + "12021810" // axes: 24, 16
            + "1803" // components
            + "2008", // bits
        HexFormat.of().formatHex(SignalMessage.of(picture).toByteArray()));
  }

  @Test
  void soundIsTheseBytes() {
    AudioFormat format = new AudioFormat(8000, dev.sirencast.signal.SampleEncoding.PCM_16, 3);
    assertEquals(
        "0803" // kind: audio
            + "120164" // axes: 100
            + "1801" // components
            + "2010" // bits
            + "3207"
            + "08c03e"
            + "1002"
            + "1803", // scale: 8000 Hz, 16-bit PCM, from sample 3
        HexFormat.of()
            .formatHex(
                SignalMessage.of(new SignalDescription(format, CoordinateGrid.of(100), 1))
                    .toByteArray()));
  }

  @Test
  void returnsEveryKind() {
    assertEquals(CT, SignalMessage.parse(SignalMessage.of(CT)));
    assertEquals(VIDEO, SignalMessage.parse(SignalMessage.of(VIDEO)));
    CtFormat told = ((CtFormat) CT.format()).withSource(new CtSource(256.5, 300, 1.25, -0.5, 12));
    SignalDescription slice = new SignalDescription(told, CT.grid(), 1);
    assertEquals(slice, SignalMessage.parse(SignalMessage.of(slice)));
    for (var encoding : dev.sirencast.signal.SampleEncoding.values()) {
      SignalDescription audio = audio(encoding);
      assertEquals(audio, SignalMessage.parse(SignalMessage.of(audio)));
    }
  }

  @Test
  void peakIsCarriedAndFullScaleTakesNoByte() {
    for (float peak : new float[] {0, 0.005f, 1, 1.5f, AudioFormat.MAX_PEAK}) {
      AudioFormat format =
          new AudioFormat(8000, dev.sirencast.signal.SampleEncoding.PCM_16, 0, peak);
      SignalDescription sound = new SignalDescription(format, CoordinateGrid.of(9), 1);
      dev.sirencast.proto.SignalDescription message = SignalMessage.of(sound);
      assertEquals(sound, SignalMessage.parse(message));
      assertEquals(peak != 1, message.getAudio().hasPeak());
    }
    Builder audio = SignalMessage.of(audio(dev.sirencast.signal.SampleEncoding.PCM_8)).toBuilder();
    for (float bad : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY, 2e10f}) {
      refused(audio.clone().setAudio(audio.getAudio().toBuilder().setPeak(bad)), "peak");
    }
  }

  @Test
  void videoCodingIsCarriedAndTheUsualOneTakesNoByte() {
    assertFalse(SignalMessage.of(VIDEO).getVideo().hasCoding());
    for (ChromaPlanes chroma : ChromaPlanes.values()) {
      for (FieldOrder fields : FieldOrder.values()) {
        for (ColorMatrix matrix : ColorMatrix.values()) {
          int aspect = 4 * (1 + fields.ordinal());
          SignalDescription video = video(new VideoCoding(chroma, true, matrix, fields, aspect, 3));
          assertEquals(video, SignalMessage.parse(SignalMessage.of(video)));
        }
      }
    }
    SignalDescription unknown =
        video(
            new VideoCoding(
                ChromaPlanes.C420, false, ColorMatrix.BT601, FieldOrder.PROGRESSIVE, 0, 0));
    assertEquals(unknown, SignalMessage.parse(SignalMessage.of(unknown)));
    VideoScale scale = SignalMessage.of(unknown).getVideo();
    refusedCoding(scale.getCoding().toBuilder().setChromaValue(7), "chroma planes 7");
    refusedCoding(scale.getCoding().toBuilder().setMatrixValue(2), "matrix 2");
    refusedCoding(scale.getCoding().toBuilder().setFieldsValue(3), "field order 3");
    refusedCoding(scale.getCoding().toBuilder().setAspectWidth(3), "aspect");
    refusedCoding(scale.getCoding().toBuilder().setAspectWidth(-1).setAspectHeight(1), "aspect");
  }

  private static SignalDescription video(VideoCoding coding) {
    return new SignalDescription(
        new VideoFormat(FrameRate.PAL, 0, coding), CoordinateGrid.of(16, 9, 5), 3);
  }

  private static void refusedCoding(dev.sirencast.proto.VideoCoding.Builder coding, String word) {
    Builder video = SignalMessage.of(VIDEO).toBuilder();
    refused(video.setVideo(video.getVideo().toBuilder().setCoding(coding)), word);
  }

  private static void refused(Builder message, String word) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> SignalMessage.parse(message.build()), word);
    assertTrue(e.getMessage().contains(word), e.getMessage());
  }

  @Test
  void refusesShapesThatAreNotTheKinds() {
    refused(SignalMessage.of(CT).toBuilder().setComponents(3), "3 components");
    refused(SignalMessage.of(CT).toBuilder().addAxes(2), "2 axes");
    refused(SignalMessage.of(CT).toBuilder().setAxes(0, 0), "1 sample or more");
    refused(SignalMessage.of(CT).toBuilder().setBitDepth(12), "8 or 16 bits");
    refused(
        SignalMessage.of(CT).toBuilder().setKind(SignalKind.SIGNAL_KIND_IMAGE).setComponents(2),
        "2 components");
    refused(SignalMessage.of(VIDEO).toBuilder().setBitDepth(10), "expected 8");
    refused(SignalMessage.of(VIDEO).toBuilder().setKindValue(9), "signal kind 9");
    refused(SignalMessage.of(VIDEO).toBuilder().setKindValue(0), "signal kind 0");
  }

  @Test
  void refusesScalesThatAreNone() {
    Builder ct = SignalMessage.of(CT).toBuilder();
    CtScale scale = ct.getCt();
    for (double bad : List.of(Double.NaN, 1e300, Double.POSITIVE_INFINITY, -1e8, 1167.0)) {
      refused(ct.clone().setCt(scale.toBuilder().setLow(bad)), "HU");
      refused(ct.clone().setCt(scale.toBuilder().setWindowLow(bad)), "HU");
    }
    for (double bad : List.of(Double.NaN, Double.NEGATIVE_INFINITY, 1e8, -1024.0)) {
      refused(ct.clone().setCt(scale.toBuilder().setHigh(bad)), "HU");
      refused(ct.clone().setCt(scale.toBuilder().setWindowHigh(bad)), "HU");
    }
    for (double bad : List.of(Double.NaN, Double.POSITIVE_INFINITY, -1.0, 1e8)) {
      refused(ct.clone().setCt(scale.toBuilder().setWidthMm(bad)), "width");
      refused(ct.clone().setCt(scale.toBuilder().setHeightMm(bad)), "height");
      refused(ct.clone().setCt(scale.toBuilder().setThicknessMm(bad)), "thickness");
    }
    for (double bad : List.of(Double.NaN, Double.NEGATIVE_INFINITY, 1e8)) {
      refused(ct.clone().setCt(scale.toBuilder().setSlope(bad)), "slope");
      refused(ct.clone().setCt(scale.toBuilder().setIntercept(bad)), "intercept");
    }
    refused(ct.clone().setCt(scale.toBuilder().setSlope(0)), "slope");
    refused(ct.clone().clearCt(), "HU");
    refused(ct.clone().setVideo(VideoScale.getDefaultInstance()), "HU");
  }

  @Test
  void refusesRatesThatAreNone() {
    Builder audio = SignalMessage.of(audio(dev.sirencast.signal.SampleEncoding.PCM_24)).toBuilder();
    AudioScale scale = audio.getAudio();
    for (int bad : new int[] {0, -1, 10_000_001}) {
      refused(audio.clone().setAudio(scale.toBuilder().setSampleRate(bad)), "sample rate");
    }
    refused(audio.clone().setAudio(scale.toBuilder().setFirstSample(-1)), "first sample");
    refused(audio.clone().setAudio(scale.toBuilder().setFirstSample(1L << 41)), "first sample");
    refused(audio.clone().setAudio(scale.toBuilder().setEncodingValue(9)), "sample encoding 9");
    refused(
        audio.clone().setAudio(scale.toBuilder().setEncoding(SampleEncoding.SAMPLE_ENCODING_PCM_8)),
        "expected 8");
    refused(audio.clone().clearAudio(), "sample encoding 0");
    Builder video = SignalMessage.of(VIDEO).toBuilder();
    VideoScale rate = video.getVideo();
    for (int bad : new int[] {0, -1, 10_000_001}) {
      refused(video.clone().setVideo(rate.toBuilder().setRateFrames(bad)), "frame rate");
      refused(video.clone().setVideo(rate.toBuilder().setRateSeconds(bad)), "frame rate");
    }
    refused(video.clone().setVideo(rate.toBuilder().setFirstFrame(-1)), "first frame");
    refused(video.clone().clearVideo(), "frame rate");
  }
}
