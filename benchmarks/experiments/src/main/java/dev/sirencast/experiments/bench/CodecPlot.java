package dev.sirencast.experiments.bench;

import dev.sirencast.experiments.plot.Plot;
import dev.sirencast.experiments.plot.PlotPanel;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Bytes and decibels of {@link CodecRow}s beside the peer's, one panel a network. */
public final class CodecPlot {
  private CodecPlot() {}

  /** Draws the networks that there are rows of. */
  public static BufferedImage draw(List<CodecRow> rows) {
    List<PlotPanel> panels = new ArrayList<>();
    for (RatedNet net : RatedNet.values()) {
      List<CodecRow> own = rows.stream().filter(row -> row.net() == net).toList();
      if (!own.isEmpty()) {
        panels.add(panel(net, own));
      }
    }
    return Plot.draw("kodim24 at 192x128: PSNR against the bytes of the weights", panels);
  }

  private static PlotPanel panel(RatedNet net, List<CodecRow> rows) {
    List<PlotPanel.Line> lines = new ArrayList<>();
    lines.add(
        new PlotPanel.Line(
            "NNCodec 0.3.1",
            net.peer().stream()
                .map(rated -> new PlotPanel.Point(rated.bytes(), rated.psnr(), 0))
                .toList()));
    Set<String> codings = new LinkedHashSet<>();
    rows.forEach(row -> codings.add(row.how()));
    for (String coding : codings) {
      lines.add(
          new PlotPanel.Line(
              coding,
              rows.stream()
                  .filter(row -> row.how().equals(coding))
                  .sorted(Comparator.comparingLong(CodecRow::bytes))
                  .map(row -> new PlotPanel.Point(row.bytes(), row.psnr(), 0))
                  .toList()));
    }
    return new PlotPanel(net.file(), "bytes", "PSNR in dB", lines);
  }
}
