package dev.sirencast.cli.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Streams;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.SignalReader;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.VideoFormat;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream decoded at other sizes and in parts. */
class ViewTest {
  @TempDir private Path directory;

  private Signal decode(EncodedStream stream, String name, Object... options) throws IOException {
    Path file = directory.resolve(name);
    Object[] words = new Object[options.length + 4];
    words[0] = "decode";
    words[1] = Streams.write(stream, directory.resolve("a.siren"));
    words[2] = "-o";
    words[3] = file;
    System.arraycopy(options, 0, words, 4, options.length);
    CommandRun run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return SignalReader.read(file);
  }

  private static EncodedStream stream(SignalFormat format, CoordinateGrid grid, int components) {
    SirenArchitecture architecture =
        new SirenArchitecture(grid.dimensions(), 12, 1, components, 30, 30);
    return Packetizer.packetize(
        new SignalDescription(format, grid, components),
        Quantizer.quantize(SirenInitializer.initialize(architecture, 5), 8),
        PacketizerOptions.DEFAULTS);
  }

  @Test
  void aScaledPictureHasMorePixelsAndTheSameCorners() throws IOException {
    Signal once = decode(Streams.small(0), "once.png");
    Signal twice = decode(Streams.small(0), "twice.png", "--scale", 2.5);
    assertEquals(CoordinateGrid.of(60, 40), twice.grid());
    for (int c = 0; c < 3; c++) {
      assertEquals(once.sample(0, c), twice.sample(0, c));
      assertEquals(once.sample(24 * 16 - 1, c), twice.sample(60 * 40 - 1, c));
    }
  }

  @Test
  void aRegionIsThatPartOfTheWholeToTheBit() throws IOException {
    Signal whole = decode(Streams.small(0), "whole.png", "--scale", 2);
    Signal part = decode(Streams.small(0), "part.png", "--scale", 2, "--region", "3,5,8,4");
    assertEquals(CoordinateGrid.of(16, 8), part.grid());
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 16; x++) {
        for (int c = 0; c < 3; c++) {
          assertEquals(whole.sample((y + 10) * 48 + x + 6, c), part.sample(y * 16 + x, c));
        }
      }
    }
  }

  @Test
  void secondsOfASoundAreThoseSamplesAndSayWhereTheyBegan() throws IOException {
    AudioFormat format = new AudioFormat(1000, SampleEncoding.PCM_16, 500);
    EncodedStream stream = stream(format, CoordinateGrid.of(300), 1);
    Signal whole = decode(stream, "whole.wav");
    Signal part = decode(stream, "part.wav", "--at", "0.1,0.15");
    assertEquals(CoordinateGrid.of(50), part.grid());
    for (int i = 0; i < 50; i++) {
      assertEquals(amplitude(whole, 100 + i), amplitude(part, i), 1e-7);
    }
    Signal finer = decode(stream, "finer.wav", "--scale", 2, "--at", "0.1,0.15");
    assertEquals(2000, ((AudioFormat) finer.format()).sampleRate());
    assertEquals(CoordinateGrid.of(100), finer.grid());
  }

  /** Files are read at their own peaks. */
  private static double amplitude(Signal sound, int sample) {
    return ((AudioFormat) sound.format()).amplitude(sound.sample(sample, 0));
  }

  @Test
  void aVideoIsCutInSpaceAndTime() throws IOException {
    VideoFormat format = new VideoFormat(new FrameRate(10, 1), 0);
    EncodedStream stream = stream(format, CoordinateGrid.of(8, 6, 20), 3);
    Signal part = decode(stream, "part.y4m", "--at", "0.5,1", "--region", "0,0,4,2");
    assertEquals(CoordinateGrid.of(4, 2, 5), part.grid());
  }

  @Test
  void thePsnrIsOfTheWholeWhateverIsWritten() throws IOException {
    Path stream = Streams.write(Streams.small(0), directory.resolve("b.siren"));
    Path out = directory.resolve("b.png");
    CommandRun whole =
        CommandRun.of("decode", stream, "-o", out, "--reference", Streams.REFERENCE, "--json");
    CommandRun part =
        CommandRun.of(
            "decode",
            stream,
            "-o",
            out,
            "--reference",
            Streams.REFERENCE,
            "--json",
            "--region",
            "0,0,5,5");
    assertEquals(whole.json().get("psnr_db"), part.json().get("psnr_db"));
    assertEquals("5x5", part.json().get("grid").asText());
  }

  @Test
  void refusesWhatTheStreamDoesNotHave() throws IOException {
    Path stream = Streams.write(Streams.small(0), directory.resolve("c.siren"));
    Path out = directory.resolve("c.png");
    String[][] wrong = {
      {"--region", "20,0,5,5", "5 pixels from 20"},
      {"--region", "1,2,3", "X,Y,W,H"},
      {"--at", "0,1", "use --region"},
      {"--scale", "0", "--scale must be"},
      {"--scale", "1e9", "--scale must be"},
    };
    for (String[] option : wrong) {
      CommandRun run = CommandRun.of("decode", stream, "-o", out, option[0], option[1]);
      assertEquals(2, run.exitCode(), option[0] + " " + option[1]);
      assertTrue(run.err().contains(option[2]), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
    }
  }
}
