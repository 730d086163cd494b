package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.simulation.WeightNoiseText;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelTrace;
import dev.sirencast.transport.impairment.TraceReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What options and recordings say in words: read and said again the same, or refused in a line. */
class GrammarsFuzzTest {
  private static final List<byte[]> FRAMES = Collections.nCopies(20, new byte[60]);

  /** Each may double the frames. */
  private static final int FEW_IMPAIRMENTS = 6;

  private static final CoordinateGrid GRID = CoordinateGrid.of(8, 8);
  private static final TrialFile FILE = TrialFile.create(".trace");

  static Stream<Arguments> channels() {
    return Seeds.texts(
        "none",
        "wifi; lora",
        "dup(1%); loss(count=5,of=100); ge(p=2%,r=25%,bad=90%,good=1e-3)",
        "corrupt(0.1%); ber(1e-5,scope=header); rate(2Mbit,queue=10,overhead=28)",
        "reorder(5%,gap=3); delay(20ms,jitter=5ms,dist=pareto,order=kept); delay(1s)");
  }

  static Stream<Arguments> protections() {
    return Seeds.texts(
        "none",
        "rs(100,25,slice=64)",
        "high=rs(20,20,depth=3); matrices=xor(5,4); low=none; lowbits=3",
        "vital=rs(4,4,correct=2)");
  }

  static Stream<Arguments> noises() {
    return Seeds.texts(
        "none",
        "gauss(sigma=1e-3,scale=power); mask(p=1%)",
        "gauss(snr=20dB)",
        "gauss(relative=1%); gauss(sigma=0.1)",
        "add_normal(std=2%); stuck(zero=1%,max=0.1%); pcm(t=30d,compensation=global)",
        "mult_normal(std=0.05); drift(t=90s,nu=0.06,std=0)");
  }

  static Stream<Arguments> traces() {
    return Seeds.texts(
        "sirencast-trace 1\nframes 4\n# four\n0 20000000\n2 20150000 17,4095\n1 22000000\n");
  }

  @MethodSource("channels")
  @FuzzTest
  void channel(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.contains("trace")) {
      return; // reads a file of any name
    }
    ChannelModel model;
    try {
      model = ChannelModel.parse(text);
    } catch (IllegalArgumentException e) {
      requireOneLine(e);
      return;
    }
    assertEquals(model, ChannelModel.parse(model.toString()));
    if (model.impairments().size() <= FEW_IMPAIRMENTS) {
      List<byte[]> once = model.transmit(FRAMES, 7);
      List<byte[]> again = model.transmit(FRAMES, 7);
      assertEquals(once.size(), again.size());
      once.forEach(frame -> assertEquals(60, frame.length));
    }
  }

  @MethodSource("protections")
  @FuzzTest
  void protection(byte[] bytes) {
    try {
      UnequalErrorProtection read = FecText.parse(new String(bytes, StandardCharsets.UTF_8));
      assertEquals(read, FecText.parse(FecText.of(read)));
    } catch (IllegalArgumentException e) {
      requireOneLine(e);
    }
  }

  @MethodSource("noises")
  @FuzzTest
  void noise(byte[] bytes) {
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      for (WeightPerturbation read : WeightNoiseText.parse(text, GRID)) {
        String said = read.toString();
        assertEquals(said, WeightNoiseText.parse(said, GRID).get(0).toString());
      }
    } catch (IllegalArgumentException e) {
      requireOneLine(e);
    }
  }

  @MethodSource("traces")
  @FuzzTest
  void trace(byte[] bytes) throws IOException {
    ChannelTrace trace;
    try {
      trace = TraceReader.read(FILE.with(bytes));
    } catch (IOException e) {
      FILE.requireOneLine(e);
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    trace.writeTo(out);
    assertEquals(trace, TraceReader.read(FILE.with(out.toByteArray())));
    assertTrue(trace.arrivals() >= 0);
  }

  private static void requireOneLine(IllegalArgumentException e) {
    assertTrue(e.getMessage() != null, e::toString);
  }
}
