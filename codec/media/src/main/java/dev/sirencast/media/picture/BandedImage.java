package dev.sirencast.media.picture;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleSource;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Vector;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A picture in bands of rows, of which two at a time are in memory: one that is asked for, and the
 * next, which is made meanwhile, as a writer takes one thread and as long as the making.
 *
 * <p>ImageIO's writers walk from the top to the bottom, so every band is made once, one after
 * another. A sample s becomes {@code floor(s * peak + 0.5)}, of 8 or 16 bits. Not thread-safe.
 */
public final class BandedImage implements RenderedImage {
  private static final int BAND_POINTS = 1 << 18;

  private final int width;
  private final int height;
  private final int components;
  private final SampleSource source;
  private final float peak;
  private final ColorModel colors;
  private final SampleModel band;
  private final float[] samples;
  private int held = -1;
  private @Nullable WritableRaster raster;
  private CompletableFuture<@Nullable WritableRaster> next =
      CompletableFuture.completedFuture(null);

  /**
   * A picture of samples that are asked for as they are needed.
   *
   * @param grid width and height
   * @param components 1 for grey, 3 for RGB
   * @param bitDepth 1 to 8 for bytes, more for 16 bits
   * @param source of samples in 0..1
   */
  public BandedImage(CoordinateGrid grid, int components, int bitDepth, SampleSource source) {
    this.width = grid.size(0);
    this.height = grid.size(1);
    this.components = components;
    this.source = source;
    this.peak = bitDepth <= 8 ? 255 : 65535;
    this.colors =
        new ComponentColorModel(
            ColorSpace.getInstance(components == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            false,
            false,
            ColorModel.OPAQUE,
            bitDepth <= 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
    int rows = Math.max(1, Math.min(height, BAND_POINTS / width));
    this.band = colors.createCompatibleSampleModel(width, rows);
    this.samples = new float[width * rows * components];
  }

  private Raster band(int index) {
    if (raster == null || index != held) {
      WritableRaster awaited = next.join();
      raster = index == held + 1 && awaited != null ? awaited : made(index);
      held = index;
      next =
          index + 1 < getNumYTiles()
              ? CompletableFuture.supplyAsync(() -> made(index + 1))
              : CompletableFuture.completedFuture(null);
    }
    return raster;
  }

  private WritableRaster made(int index) {
    WritableRaster own = Raster.createWritableRaster(band, new Point(0, index * band.getHeight()));
    fill(own, index * band.getHeight());
    return own;
  }

  private void fill(WritableRaster target, int top) {
    int rows = Math.min(band.getHeight(), height - top);
    source.samples(top * width, rows * width, samples);
    int row = width * components;
    byte[] narrow = new byte[peak == 255 ? row : 0];
    short[] wide = new short[row - narrow.length];
    for (int y = 0; y < rows; y++) {
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (byte) value(samples[y * row + i]);
      }
      for (int i = 0; i < wide.length; i++) {
        wide[i] = (short) value(samples[y * row + i]);
      }
      target.setDataElements(0, top + y, width, 1, peak == 255 ? narrow : wide);
    }
  }

  /** Samples are 0 or more: what is cut off is what floor takes. */
  private int value(float sample) {
    return (int) (sample * peak + 0.5f);
  }

  @Override
  public Raster getTile(int tileX, int tileY) {
    return band(tileY);
  }

  @Override
  public Raster getData() {
    return getData(new Rectangle(0, 0, width, height));
  }

  @Override
  public Raster getData(Rectangle area) {
    int first = area.y / band.getHeight();
    int last = (area.y + area.height - 1) / band.getHeight();
    if (first == last) {
      return band(first).createChild(area.x, area.y, area.width, area.height, area.x, area.y, null);
    }
    WritableRaster whole =
        Raster.createWritableRaster(
            band.createCompatibleSampleModel(area.width, area.height), area.getLocation());
    copyData(whole);
    return whole;
  }

  @Override
  public WritableRaster copyData(@Nullable WritableRaster given) {
    WritableRaster target =
        given != null
            ? given
            : Raster.createWritableRaster(
                band.createCompatibleSampleModel(width, height), new Point(0, 0));
    Rectangle area = target.getBounds().intersection(new Rectangle(0, 0, width, height));
    for (int y = area.y; y < area.y + area.height; y++) {
      target.setRect(getData(new Rectangle(area.x, y, area.width, 1)));
    }
    return target;
  }

  @Override
  public ColorModel getColorModel() {
    return colors;
  }

  @Override
  public SampleModel getSampleModel() {
    return band;
  }

  @Override
  public int getWidth() {
    return width;
  }

  @Override
  public int getHeight() {
    return height;
  }

  @Override
  public int getMinX() {
    return 0;
  }

  @Override
  public int getMinY() {
    return 0;
  }

  @Override
  public int getNumXTiles() {
    return 1;
  }

  @Override
  public int getNumYTiles() {
    return (height + band.getHeight() - 1) / band.getHeight();
  }

  @Override
  public int getMinTileX() {
    return 0;
  }

  @Override
  public int getMinTileY() {
    return 0;
  }

  @Override
  public int getTileWidth() {
    return width;
  }

  @Override
  public int getTileHeight() {
    return band.getHeight();
  }

  @Override
  public int getTileGridXOffset() {
    return 0;
  }

  @Override
  public int getTileGridYOffset() {
    return 0;
  }

  // The interface wants this old class; there is nothing to hold.
  @Override
  @SuppressWarnings("JdkObsolete")
  public @Nullable Vector<RenderedImage> getSources() {
    return null;
  }

  @Override
  public Object getProperty(String name) {
    return java.awt.Image.UndefinedProperty;
  }

  @Override
  public String @Nullable [] getPropertyNames() {
    return null;
  }
}
