package dev.sirencast.peers;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;

/**
 * Fills in missing blocks of a picture: each column of samples goes evenly from the last one above
 * to the first one below that are there; where one side has none, the other is repeated.
 */
final class BlockConcealment {
  private final int block;
  private final int interval;
  private final boolean[] missing;

  /**
   * @param block samples of a block along each axis
   * @param interval blocks of a restart interval, row after row
   * @param missing whether each interval is
   */
  BlockConcealment(int block, int interval, boolean[] missing) {
    this.block = block;
    this.interval = interval;
    this.missing = missing;
  }

  void apply(BufferedImage image) {
    int across = (image.getWidth() + block - 1) / block;
    int down = (image.getHeight() + block - 1) / block;
    for (int column = 0; column < across; column++) {
      int row = 0;
      while (row < down) {
        int from = row;
        while (row < down && missing[(row * across + column) / interval]) {
          row++;
        }
        if (row > from) {
          fill(image, column, from * block - 1, Math.min(row * block, image.getHeight()));
        }
        row++;
      }
    }
  }

  /**
   * Fills a column of blocks.
   *
   * @param above the last row of samples above that is there, or -1
   * @param below the first below, or the picture's height
   */
  private void fill(BufferedImage image, int column, int above, int below) {
    if (above < 0 && below >= image.getHeight()) {
      return; // nothing is known of this column
    }
    WritableRaster raster = image.getRaster();
    int end = Math.min((column + 1) * block, image.getWidth());
    for (int x = column * block; x < end; x++) {
      int[] high = raster.getPixel(x, above < 0 ? below : above, (int[]) null);
      int[] low = raster.getPixel(x, below >= image.getHeight() ? above : below, (int[]) null);
      int[] made = new int[high.length];
      for (int y = above + 1; y < below; y++) {
        double share = (double) (y - above) / (below - above);
        for (int c = 0; c < made.length; c++) {
          made[c] = (int) Math.round(high[c] + share * (low[c] - high[c]));
        }
        raster.setPixel(x, y, made);
      }
    }
  }
}
