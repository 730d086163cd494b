package dev.sirencast.report.picture;

import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Colours for numbers from least to greatest, dark to bright in even steps of lightness, which all
 * kinds of colour vision see as such. Immutable and thread-safe.
 */
public final class ColourScale {
  /** From violet to yellow: of numbers in tables. */
  public static final ColourScale VIRIDIS =
      new ColourScale(0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725);

  /** From black, which is nothing: of errors and of sound. */
  public static final ColourScale INFERNO =
      new ColourScale(0x000004, 0x420a68, 0x932667, 0xdd513a, 0xfca50a, 0xfcffa4);

  private final int[] colours;

  private ColourScale(int... colours) {
    this.colours = colours;
  }

  /** The colour of a share from 0 to 1; what is out of it takes the nearer end's. */
  public int colour(double share) {
    double at = Math.max(0, Math.min(1, share)) * (colours.length - 1);
    int below = Math.min(colours.length - 2, (int) at);
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = colours[below] >> shift & 0xff;
      int to = colours[below + 1] >> shift & 0xff;
      colour |= (int) Math.round(from + (at - below) * (to - from)) << shift;
    }
    return colour;
  }

  /** The scale from left to right, as CSS draws it. */
  public String css() {
    List<String> stops =
        Arrays.stream(colours).mapToObj(colour -> String.format("#%06x", colour)).toList();
    return stops.stream().collect(Collectors.joining(",", "linear-gradient(to right,", ")"));
  }

  /** 256 steps of it, the first for 0. */
  IndexColorModel palette() {
    int[] all = new int[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = colour(i / 255.0);
    }
    return new IndexColorModel(
        8, all.length, all, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
  }
}
