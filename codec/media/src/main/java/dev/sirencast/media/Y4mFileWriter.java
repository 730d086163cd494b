package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.VideoFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes video as Y4M files of 8 bits, coded as the file was that the video came from; Cmono for
 * grey.
 *
 * <p>RGB becomes YCbCr by {@link LumaChroma}; a chroma sample is the mean over the pixels that it
 * stands for. 8 bits of each hold fewer colours than 8-bit RGB: after a round trip a component may
 * differ by 2 in 255.
 */
final class Y4mFileWriter {
  private final Signal video;
  private final Y4mHeader header;
  private final LumaChroma color;

  private Y4mFileWriter(Signal video, Y4mHeader header) {
    this.video = video;
    this.header = header;
    this.color = LumaChroma.of(header.coding());
  }

  static void write(Signal video, Path file) throws IOException {
    VideoFormat format = (VideoFormat) video.format();
    CoordinateGrid grid = video.grid();
    Y4mHeader header =
        new Y4mHeader(
            grid.size(0), grid.size(1), format.rate(), video.components() == 1, format.coding());
    Y4mFileWriter writer = new Y4mFileWriter(video, header);
    FileReplacement.write(
        file,
        out -> {
          out.write((header.text() + "\n").getBytes(StandardCharsets.US_ASCII));
          byte[] planes = new byte[header.frameBytes()];
          for (int frame = 0; frame < grid.size(2); frame++) {
            out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
            writer.convert(frame, planes);
            out.write(planes);
          }
        });
  }

  private void convert(int frame, byte[] planes) {
    int pixels = header.width() * header.height();
    int first = frame * pixels;
    for (int i = 0; i < pixels; i++) {
      double red = level(first + i, 0);
      planes[i] =
          (byte)
              (header.isGrey()
                  ? color.luma(red, red, red)
                  : color.luma(red, level(first + i, 1), level(first + i, 2)));
    }
    int chroma = header.chromaWidth() * header.chromaHeight();
    double[] mean = new double[3];
    for (int i = 0; i < chroma; i++) {
      mean(first, i % header.chromaWidth(), i / header.chromaWidth(), mean);
      planes[pixels + i] = (byte) color.cb(mean[0], mean[1], mean[2]);
      planes[pixels + chroma + i] = (byte) color.cr(mean[0], mean[1], mean[2]);
    }
  }

  /** The mean colour of the pixels that a chroma sample stands for. */
  private void mean(int first, int column, int line, double[] mean) {
    int columns = header.coding().chroma().columns();
    int lines = header.coding().chroma().lines();
    int right = Math.min(header.width(), (column + 1) * columns);
    int bottom = Math.min(header.height(), (line + 1) * lines);
    int count = (right - column * columns) * (bottom - line * lines);
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int y = line * lines; y < bottom; y++) {
        for (int x = column * columns; x < right; x++) {
          sum += level(first + y * header.width() + x, c);
        }
      }
      mean[c] = sum / count;
    }
  }

  private double level(int point, int component) {
    return video.sample(point, component) * 255.0;
  }
}
