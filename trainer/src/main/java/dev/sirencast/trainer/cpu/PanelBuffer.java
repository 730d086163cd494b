package dev.sirencast.trainer.cpu;

/**
 * A tile's values cut into panels of a few points: those of a panel lie together, feature after
 * feature, so that a sum over features walks through memory in order.
 */
final class PanelBuffer {
  /** Rows, a multiple of four. */
  final int rows;

  /** Values between the starts of two panels. */
  final int stride;

  final float[] values;

  PanelBuffer(int rows, int panels, int panelPoints) {
    this.rows = PackedMatrix.padded(rows);
    // Four rows more: at a power of two, all panels would fall on the same few lines of the cache.
    this.stride = (this.rows + PackedMatrix.QUAD) * panelPoints;
    this.values = new float[panels * stride];
  }
}
