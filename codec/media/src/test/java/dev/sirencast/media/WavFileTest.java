package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
  private static final HexFormat HEX = HexFormat.of();

  @TempDir Path directory;

  /** A header of one format and the data, as a file. */
  private static byte[] wav(int tag, int channels, int bits, boolean extensible, byte... data) {
    ByteBuffer file = ByteBuffer.allocate(100 + data.length).order(ByteOrder.LITTLE_ENDIAN);
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
    return amplitudes(SignalReader.read(Files.write(directory.resolve("a.wav"), file)));
  }

  private static float[] amplitudes(Signal sound) {
    float[] samples = sound.toArray();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) ((AudioFormat) sound.format()).amplitude(samples[i]);
    }
    return samples;
  }

  /** Reads a file and returns what was noted of it. */
  private List<String> notes(byte[] file, int samples) throws IOException {
    List<String> notes = new ArrayList<>();
    Path path = Files.write(directory.resolve("a.wav"), file);
    Signal sound = SignalReader.read(path, ReadOptions.DEFAULTS, notes::add);
    assertEquals(samples, sound.grid().points());
    for (String note : notes) {
      assertTrue(note.startsWith(path + ": ") && note.lines().count() == 1, note);
    }
    return notes;
  }

  private static byte[] with(byte[] file, int at, int size) {
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, size);
    return changed;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
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
    assertArrayEquals(new float[] {2 / 128f, 3 / 128f, 4 / 128f}, amplitudes(sound));
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
  void refusesWhatHasNoSampleAndSurvivesEveryChange() throws IOException {
    Path file = directory.resolve("a.wav");
    byte[] data = HEX.parseHex("000080bf0000003f");
    for (boolean extensible : new boolean[] {false, true}) {
      for (byte[] whole :
          List.of(wav(3, 1, 32, extensible, data), wav(1, 2, 16, extensible, data))) {
        Files.write(file, whole);
        DamagedFiles.assertNoDamageEscapes(file, Integer.MAX_VALUE);
        for (int length = 0; length < whole.length - 4; length++) {
          DamagedFiles.assertRefused(file, Arrays.copyOf(whole, length));
        }
      }
    }
  }

  @Test
  void readsWholeSamplesOfWhatIsCutOff() throws IOException {
    byte[] whole = wav(1, 2, 16, false, HEX.parseHex("00800040000000400000004000000040"));
    assertEquals(List.of(), notes(whole, 4));
    for (int lost = 1; lost <= 12; lost++) {
      List<String> notes = notes(Arrays.copyOf(whole, whole.length - lost), (16 - lost) / 4);
      assertEquals(1, notes.size());
      assertTrue(
          notes.get(0).contains("cut off: " + (16 - lost) / 4 + " of 4 samples"), notes.get(0));
    }
  }

  @Test
  void readsToTheEndWhereTheSizeIsNotKnown() throws IOException {
    byte[] whole = wav(1, 1, 16, false, HEX.parseHex("00800040000000"));
    for (int size : new int[] {0, -1, 0x7FFFF000}) {
      byte[] unknown = with(with(whole, 40, size), 4, size == 0 ? 36 : size);
      List<String> notes = notes(unknown, 3);
      assertEquals(1, notes.size(), "size " + size);
      assertTrue(notes.get(0).contains("to the end of the file"), notes.get(0));
    }
  }

  @Test
  void skipsWhatItDoesNotNeed() throws IOException {
    byte[] whole = wav(1, 1, 8, false, HEX.parseHex("8040c0"));
    byte[] list = concat("LIST".getBytes(), new byte[] {4, 0, 0, 0}, "INFO".getBytes());
    byte[] odd = concat("junk".getBytes(), new byte[] {3, 0, 0, 0, 'a', 'b', 'c'});
    byte[] fill = {0};
    byte[] head = Arrays.copyOf(whole, 36);
    byte[] data = Arrays.copyOfRange(whole, 36, whole.length);
    assertEquals(List.of(), notes(concat(head, list, odd, fill, data), 3));
    assertEquals(List.of(), notes(concat(head, odd, data, fill, list), 3));
    assertEquals(List.of(), notes(concat(whole, fill, list), 3));
    assertEquals(List.of(), notes(concat(whole, list), 3));
    List<String> notes = notes(concat(whole, fill, new byte[5]), 3);
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("5 bytes behind the sound"), notes.get(0));
  }

  @Test
  void holdsSoundAgainstItsOwnPeak() throws IOException {
    byte[] quiet = wav(1, 1, 16, false, HEX.parseHex("0000a300f6ff"));
    Path path = Files.write(directory.resolve("a.wav"), quiet);
    Signal sound = SignalReader.read(path);
    assertEquals(163 / 32768f, ((AudioFormat) sound.format()).peak());
    assertArrayEquals(new float[] {0.5f, 1, 0.5f - 5 / 163f}, sound.toArray(), 1e-6f);
    SignalWriter.write(sound, path);
    assertArrayEquals(quiet, Files.readAllBytes(path));
    List<String> notes = new ArrayList<>();
    Signal cut = SignalReader.read(path, ReadOptions.DEFAULTS.withPeak(0.001f), notes::add);
    assertEquals(1, cut.sample(1, 0));
    assertTrue(notes.get(0).contains("0.001"), notes.toString());
  }

  @Test
  void everyIntegerComesBackAtAnyPeak() throws IOException {
    for (SampleEncoding encoding :
        List.of(SampleEncoding.PCM_8, SampleEncoding.PCM_16, SampleEncoding.PCM_24)) {
      int bytes = encoding.bits() / 8;
      Random random = new Random(encoding.bits());
      for (int peak = 1; peak < 1 << encoding.bits() - 1; peak = 3 * peak + 1) {
        byte[] data = new byte[300 * bytes];
        for (int i = 0; i < 300; i++) {
          int value = i == 0 ? peak : random.nextInt(2 * peak + 1) - peak;
          for (int b = 0; b < bytes; b++) {
            data[i * bytes + b] = (byte) ((bytes == 1 ? value + 128 : value) >> 8 * b);
          }
        }
        byte[] file = wav(1, 1, encoding.bits(), false, data);
        Path path = Files.write(directory.resolve("a.wav"), file);
        SignalWriter.write(SignalReader.read(path), path);
        assertArrayEquals(file, Files.readAllBytes(path), encoding + " " + peak);
      }
    }
  }

  @Test
  void silenceComesBackSilentWhateverItsSamplesBecame() throws IOException {
    byte[] silence = wav(1, 1, 16, false, new byte[8]);
    Path path = Files.write(directory.resolve("a.wav"), silence);
    Signal sound = SignalReader.read(path);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, sound.toArray());
    float[] wrong = {0, 0.2f, 0.7f, 1};
    SignalWriter.write(Signal.of(sound.format(), sound.grid(), 1, wrong), path);
    assertArrayEquals(silence, Files.readAllBytes(path));
  }

  @Test
  void namesWhatItDoesNotRead() throws IOException {
    Path file = directory.resolve("a.wav");
    DamagedFiles.assertRefused(file, wav(7, 1, 8, false, new byte[8]), "mu-law", "ffmpeg -i");
    DamagedFiles.assertRefused(file, wav(1, 5, 8, false, new byte[10]), "5 channels", "-ac 2");
    DamagedFiles.assertRefused(file, wav(1, 1, 16, false), "without a sample");
    for (String number : new String[] {"0000c07f", "0000807f"}) {
      DamagedFiles.assertRefused(
          file, wav(3, 1, 32, false, HEX.parseHex(number)), "expected amplitudes up to");
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
