package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
  private static final HexFormat HEX = HexFormat.of();

  @TempDir Path directory;

  /** A header of one format and the data, as a file. */
  private static byte[] wav(int tag, int channels, int bits, boolean extensible, byte... data) {
    ByteBuffer file = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    int block = channels * bits / 8;
    int format = extensible ? 40 : 16;
    file.put("RIFF".getBytes()).putInt(20 + format + data.length).put("WAVEfmt ".getBytes());
    file.putInt(format).putShort((short) (extensible ? 0xFFFE : tag)).putShort((short) channels);
    file.putInt(8000).putInt(8000 * block).putShort((short) block).putShort((short) bits);
    if (extensible) {
      file.putShort((short) 22).putShort((short) bits).putInt(0).putShort((short) tag);
      file.put(HEX.parseHex("000000001000800000aa00389b71"));
    }
    file.put("data".getBytes()).putInt(data.length).put(data);
    byte[] bytes = new byte[file.position()];
    file.flip().get(bytes);
    return bytes;
  }

  private float[] amplitudes(byte[] file) throws IOException {
    float[] samples = SignalReader.read(Files.write(directory.resolve("a.wav"), file)).toArray();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = 2 * samples[i] - 1;
    }
    return samples;
  }

  @Test
  void readsEveryCoding() throws IOException {
    for (boolean extensible : new boolean[] {false, true}) {
      assertArrayEquals(
          new float[] {-1, 0, 127 / 128f},
          amplitudes(wav(1, 1, 8, extensible, HEX.parseHex("0080ff"))));
      assertArrayEquals(
          new float[] {-1, 0.5f}, amplitudes(wav(1, 1, 16, extensible, HEX.parseHex("00800040"))));
      assertArrayEquals(
          new float[] {-1, 0.5f, 1 / 8388608f},
          amplitudes(wav(1, 1, 24, extensible, HEX.parseHex("000080000040010000"))),
          1e-7f);
      assertArrayEquals(
          new float[] {-1, 0.5f},
          amplitudes(wav(1, 1, 32, extensible, HEX.parseHex("0000008000000040"))));
      assertArrayEquals(
          new float[] {-1, 0.5f},
          amplitudes(wav(3, 1, 32, extensible, HEX.parseHex("000080bf0000003f"))));
      assertArrayEquals(
          new float[] {-1, 0.5f},
          amplitudes(wav(3, 1, 64, extensible, HEX.parseHex("000000000000f0bf000000000000e03f"))));
    }
  }

  @Test
  void readsChannelsAsComponents() throws IOException {
    byte[] file = wav(1, 2, 16, false, HEX.parseHex("0080004000000040"));
    Signal sound = SignalReader.read(Files.write(directory.resolve("a.wav"), file));
    assertEquals(CoordinateGrid.of(2), sound.grid());
    assertEquals(2, sound.components());
    assertEquals(new AudioFormat(8000, SampleEncoding.PCM_16, 0), sound.format());
    assertArrayEquals(new float[] {0, 0.75f, 0.5f, 0.75f}, sound.toArray());
  }

  @Test
  void readsTheClipAndRemembersWhereItBegins() throws IOException {
    byte[] file = wav(1, 1, 8, false, HEX.parseHex("8081828384858687"));
    Path path = Files.write(directory.resolve("a.wav"), file);
    ReadOptions options = ReadOptions.DEFAULTS.withClip(Clip.seconds(2 / 8000.0, 5 / 8000.0));
    Signal sound = SignalReader.read(path, options);
    assertEquals(2, ((AudioFormat) sound.format()).firstSample());
    assertArrayEquals(new float[] {130 / 256f, 131 / 256f, 132 / 256f}, sound.toArray());
    Signal again = SignalReader.read(path, ReadOptions.DEFAULTS.withClip(Clip.again(2, 3)));
    assertArrayEquals(sound.toArray(), again.toArray());
    Signal whole = SignalReader.read(path, ReadOptions.DEFAULTS.withClip(Clip.again(5, 8)));
    assertEquals(8, whole.grid().points());
    for (Clip clip : new Clip[] {Clip.seconds(0, 1), Clip.seconds(0, 1e-9), Clip.again(6, 3)}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> SignalReader.read(path, ReadOptions.DEFAULTS.withClip(clip)));
    }
  }

  @Test
  void refusesEveryTruncationAndSurvivesEveryChange() throws IOException {
    Path file = directory.resolve("a.wav");
    byte[] data = HEX.parseHex("000080bf0000003f");
    for (boolean extensible : new boolean[] {false, true}) {
      Files.write(file, wav(3, 1, 32, extensible, data));
      DamagedFiles.assertAllRefused(file);
      DamagedFiles.assertNoDamageEscapes(file, Integer.MAX_VALUE);
      Files.write(file, wav(1, 2, 16, extensible, data));
      DamagedFiles.assertAllRefused(file);
      DamagedFiles.assertNoDamageEscapes(file, Integer.MAX_VALUE);
    }
  }

  @Test
  void namesWhatItDoesNotRead() throws IOException {
    Path file = directory.resolve("a.wav");
    DamagedFiles.assertRefused(file, wav(7, 1, 8, false, new byte[8]), "ULAW", "PCM");
    DamagedFiles.assertRefused(file, wav(1, 5, 8, false, new byte[10]), "5 channels");
    DamagedFiles.assertRefused(file, wav(1, 1, 16, false), "0 samples");
    for (String number : new String[] {"0000c07f", "0000807f", "0000803f01000040"}) {
      DamagedFiles.assertRefused(
          file, wav(3, 1, 32, false, HEX.parseHex(number)), "expected amplitudes in [-1, 1]");
    }
  }

  @Test
  void writesTheCodingThatItRead() throws IOException {
    for (SampleEncoding encoding : SampleEncoding.values()) {
      float[] samples = new float[12];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = i / 16f;
      }
      AudioFormat format = new AudioFormat(44100, encoding, 0);
      Signal sound = Signal.of(format, CoordinateGrid.of(6), 2, samples);
      Path file = directory.resolve("b.wav");
      SignalWriter.write(sound, file);
      Signal again = SignalReader.read(file);
      assertEquals(format, again.format());
      assertArrayEquals(samples, again.toArray(), encoding.label());
      DamagedFiles.assertAllRefused(file);
    }
  }

  @Test
  void writesGoldenBytes() throws IOException {
    Path file = directory.resolve("b.wav");
    SignalWriter.write(sound(SampleEncoding.PCM_16, 0, 0.5f, 1), file);
    assertEquals(
        "52494646"
            + "2a000000"
            + "57415645" // RIFF, 42 bytes follow, WAVE
            + "666d7420"
            + "10000000" // fmt, 16 bytes
            + "0100"
            + "0100"
            + "401f0000"
            + "803e0000"
            + "0200"
            + "1000" // PCM, 8000 Hz, 16 bits
            + "64617461"
            + "06000000"
            + "0080"
            + "0000"
            + "ff7f", // data: -1, 0, as near 1 as can be
        HEX.formatHex(Files.readAllBytes(file)));
    SignalWriter.write(sound(SampleEncoding.FLOAT_32, 0.75f), file);
    assertTrue(
        HEX.formatHex(Files.readAllBytes(file))
            .endsWith(
                "2000"
                    + "0000"
                    + "66616374"
                    + "04000000"
                    + "01000000" // 32 bits, fact, 1
                    + "64617461"
                    + "04000000"
                    + "0000003f")); // data, 0.5
  }

  @Test
  void padsOddDataToAnEvenSize() throws IOException {
    Path file = directory.resolve("b.wav");
    SignalWriter.write(sound(SampleEncoding.PCM_8, 0, 0.5f, 1), file);
    assertEquals(48, Files.size(file));
    assertEquals(3, SignalReader.read(file).grid().points());
  }

  private static Signal sound(SampleEncoding encoding, float... samples) {
    AudioFormat format = new AudioFormat(8000, encoding, 0);
    return Signal.of(format, CoordinateGrid.of(samples.length), 1, samples);
  }
}
