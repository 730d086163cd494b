package dev.sirencast.benchmarks;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.media.SignalReader;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.receiver.Concealment;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The PSNR in decibels of what a part of a stream shows, in both orders of sending, 8 bits in the
 * entropy coding, posterior concealment. Arguments: the data folder, and a file for the plot (SVG).
 */
public final class ArrivalBenchmark {
  private static final List<Integer> PERCENT = List.of(5, 10, 25, 50, 75, 100);
  private static final String[] COLOURS = {"#9a9a9a", "#1f6f3a", "#c9a0a0", "#a33a2a"};
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int MARGIN = 48;
  private static final double MOST = 42;
  private static final int STEPS = 40;

  private ArrivalBenchmark() {}

  /** Prints the table and writes the plot. */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    Signal original = SignalReader.read(data.resolve("weights").resolve("kodim24_192x128.png"));
    StringBuilder plot = new StringBuilder(axes());
    int line = 0;
    System.out.println("| stream | order | bytes | 5 % | 10 % | 25 % | 50 % | 75 % | 100 % |");
    for (String name : List.of("siren_256x4_mse", "siren_256x4_noise1e-3")) {
      Path file = data.resolve("weights").resolve(name + ".safetensors");
      SirenWeights weights =
          CodingBytesBenchmark.read(file, new SirenArchitecture(2, 256, 3, 3, 30, 30));
      for (PacketOrder order : PacketOrder.values()) {
        EncodedStream stream =
            Packetizer.packetize(
                SignalDescription.of(original),
                Quantizer.quantize(weights, 8),
                PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED).withOrder(order));
        System.out.printf("| %s | %s | %,d |", name, order.label(), stream.bytes());
        for (int percent : PERCENT) {
          System.out.printf(" %.2f |", decibels(stream, percent / 100.0, original));
        }
        System.out.println();
        plot.append(curve(stream, original, name + ", " + order.label(), line++));
      }
    }
    if (arguments.length > 1) {
      Files.writeString(Path.of(arguments[1]), plot + "</svg>\n");
    }
  }

  /** What the frames within the first bytes show. */
  private static double decibels(EncodedStream stream, double share, Signal original)
      throws IOException {
    SirenReceiver receiver =
        SirenReceiver.create(ReceiverOptions.DEFAULTS.withConcealment(Concealment.POSTERIOR));
    long bytes = 0;
    for (byte[] frame : stream.frames()) {
      bytes += frame.length;
      if (bytes > share * stream.bytes() && share < 1) {
        break;
      }
      receiver.accept(frame);
    }
    Reception reception = receiver.finish();
    return Psnr.decibels(original, reception.reconstruct());
  }

  private static String curve(EncodedStream stream, Signal original, String label, int line)
      throws IOException {
    StringBuilder points = new StringBuilder();
    for (int step = 1; step <= STEPS; step++) {
      double share = step / (double) STEPS;
      double y = decibels(stream, share, original);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(share), y(y)));
    }
    return String.format(
        Locale.ROOT,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
            + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
        points.toString().strip(),
        COLOURS[line],
        WIDTH / 2 + 20,
        HEIGHT - MARGIN - 56 + 16 * line, // where no curve goes
        COLOURS[line],
        label);
  }

  private static double x(double share) {
    return MARGIN + share * (WIDTH - 2 * MARGIN);
  }

  private static double y(double decibels) {
    return HEIGHT - MARGIN - decibels / MOST * (HEIGHT - 2 * MARGIN);
  }

  private static String axes() {
    StringBuilder axes = new StringBuilder();
    axes.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    for (int decibels = 0; decibels <= MOST; decibels += 10) {
      axes.append(rule(MARGIN, y(decibels), WIDTH - MARGIN, y(decibels)));
      axes.append(text(12, y(decibels) + 4, decibels + " dB"));
    }
    for (int percent = 0; percent <= 100; percent += 25) {
      axes.append(rule(x(percent / 100.0), MARGIN, x(percent / 100.0), HEIGHT - MARGIN));
      axes.append(text(x(percent / 100.0) - 12, HEIGHT - MARGIN + 18, percent + " %"));
    }
    axes.append(text(WIDTH / 2.0 - 70, HEIGHT - 12, "share of the bytes received"));
    return axes.toString();
  }

  private static String rule(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String words) {
    return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, y, words);
  }
}
