package dev.sirencast.report.chart;

import java.awt.Color;
import java.util.List;

/**
 * Colours of a chart. Those of lines are Okabe and Ito's hues, which are told apart by all kinds of
 * colour vision, as dark or as bright as three to one against what they are drawn on.
 */
public enum ChartTheme {
  /** On white. */
  LIGHT(
      new Color(0x17202b),
      new Color(0x55616f),
      new Color(0xdfe4ea),
      0x0072B2,
      0xC24E00,
      0x007F5C,
      0xA64D86,
      0x17202b,
      0x8A6A00,
      0x4487BB,
      0x6B7682),
  /** On the page's dark ground. */
  DARK(
      new Color(0xe3e9ef),
      new Color(0x9dabb9),
      new Color(0x2f3c49),
      0x5BB5E8,
      0xF08A3C,
      0x3CC79B,
      0xE29CC6,
      0xE3E9EF,
      0xE8D44D,
      0x93A9FF,
      0xA3AEB9);

  private final Color ink;
  private final Color soft;
  private final Color grid;
  private final List<Color> lines;

  ChartTheme(Color ink, Color soft, Color grid, Integer... lines) {
    this.ink = ink;
    this.soft = soft;
    this.grid = grid;
    this.lines = List.of(lines).stream().map(Color::new).toList();
  }

  /** Of what is read first. */
  Color ink() {
    return ink;
  }

  /** Of axes and their numbers. */
  Color soft() {
    return soft;
  }

  Color grid() {
    return grid;
  }

  Color line(int number) {
    return lines.get(number);
  }
}
