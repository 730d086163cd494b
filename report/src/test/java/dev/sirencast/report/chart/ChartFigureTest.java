package dev.sirencast.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ChartFigureTest {
  private static final LineChart CHART =
      new LineChart(
              "title <1>",
              "ber",
              "PSNR in dB",
              Scale.LOG,
              List.of(
                  new Line(
                      "same name",
                      List.of(
                          Line.Point.of(1e-3, 30, 1),
                          Line.Point.of(1e-2, 20, 2),
                          Line.Point.of(1e-1, Double.NaN),
                          Line.Point.of(0, 40))),
                  new Line("same name", List.of(Line.Point.of(1e-3, 25)))))
          .withLevels(
              List.of(
                  new LineChart.Marker(33, "undamaged"),
                  new LineChart.Marker(Double.POSITIVE_INFINITY, "none")));

  @BeforeEach
  void needsFonts() {
    assumeTrue(ChartSheet.canBeDrawn(), "Java finds no fonts here");
  }

  private static String svg(ChartFigure.Drawing drawing) {
    String data = drawing.source().substring("data:image/svg+xml;base64,".length());
    return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
  }

  @Test
  void isThereForLightAndDarkAndForWideAndNarrow() throws Exception {
    List<ChartFigure.Picture> pictures = ChartFigure.of(CHART, 900, 400);
    List<ChartFigure.Drawing> drawings =
        pictures.stream().flatMap(one -> Stream.of(one.narrow(), one.wide())).toList();
    pictures.forEach(one -> assertEquals(2, Set.copyOf(one.samples()).size()));
    assertEquals(4, drawings.stream().map(ChartFigureTest::svg).distinct().count());
    for (ChartFigure.Drawing drawing : drawings) {
      Element root =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(svg(drawing).getBytes(StandardCharsets.UTF_8)))
              .getDocumentElement();
      assertEquals("0 0 " + drawing.width() + " " + drawing.height(), root.getAttribute("viewBox"));
      String text = root.getTextContent();
      assertTrue(text.contains("title <1>"), text);
      assertTrue(text.contains("0.001") && text.contains("undamaged"), text);
      assertFalse(text.contains("same name"), "a legend inside is cut where it is narrow");
      assertFalse(svg(drawing).contains("<image"), "a chart has no pixels");
      assertTrue(drawing.source().length() < 60_000, "characters: " + drawing.source().length());
    }
  }

  @Test
  void wordsSayWhereLinesBeginAndEnd() {
    assertEquals(
        "title <1>, PSNR in dB against ber. same name: 30.00 at 0.001000, 20.00 at 0.01000; same"
            + " name: 25.00 at 0.001000.",
        CHART.words());
  }

  @Test
  void sheetsDrawTheirChartsInRows() {
    BufferedImage image = new ChartSheet("", List.of(CHART, CHART, CHART), 2, 300, 200).image();
    assertEquals(600, image.getWidth());
    assertEquals(400, image.getHeight());
    assertTrue(colours(image.getSubimage(0, 200, 300, 200)) > 10);
    assertEquals(1, colours(image.getSubimage(300, 200, 300, 200)));
  }

  private static long colours(BufferedImage image) {
    return java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .distinct()
        .count();
  }

  @Test
  void drawsAsManyLinesAsCanBeToldApart() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < LineChart.MOST_LINES; i++) {
      lines.add(new Line("a".repeat(300), List.of(Line.Point.of(1, i))));
    }
    LineChart most = new LineChart("", "x", "y", Scale.EVEN, lines);
    assertTrue(ChartFigure.of(most, 900, 400).size() == 2);
    lines.add(lines.get(0));
    assertThrows(
        IllegalArgumentException.class, () -> new LineChart("", "x", "y", Scale.EVEN, lines));
    LineChart none = new LineChart("", "x", "y", Scale.LOG, Collections.emptyList());
    assertTrue(ChartFigure.of(none, 900, 400).size() == 2);
  }
}
