package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.VideoFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes video as Y4M files of 8 bits, limited range: C444 for RGB, Cmono for grey.
 *
 * <p>RGB becomes YCbCr by {@link Bt601}. 8 bits of each hold fewer colours than 8-bit RGB: after a
 * round trip a component may differ by 2 in 255.
 */
final class Y4mFileWriter {
  private Y4mFileWriter() {}

  static void write(Signal video, Path file) throws IOException {
    VideoFormat format = (VideoFormat) video.format();
    CoordinateGrid grid = video.grid();
    String chroma = video.components() == 1 ? "Cmono" : "C444 XYSCSS=444";
    String header =
        Y4mHeader.MAGIC
            + (" W" + grid.size(0) + " H" + grid.size(1) + " F" + format.rate())
            + (" Ip A1:1 " + chroma + " XCOLORRANGE=LIMITED\n");
    FileReplacement.write(
        file,
        out -> {
          out.write(header.getBytes(StandardCharsets.US_ASCII));
          byte[] planes = new byte[grid.size(0) * grid.size(1) * video.components()];
          for (int frame = 0; frame < grid.size(2); frame++) {
            out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
            convert(video, frame, planes);
            out.write(planes);
          }
        });
  }

  private static void convert(Signal video, int frame, byte[] planes) {
    int pixels = video.grid().size(0) * video.grid().size(1);
    for (int i = 0; i < pixels; i++) {
      int point = frame * pixels + i;
      double first = video.sample(point, 0) * 255.0;
      if (video.components() == 1) {
        planes[i] = (byte) Bt601.luma(first, first, first);
        continue;
      }
      double green = video.sample(point, 1) * 255.0;
      double blue = video.sample(point, 2) * 255.0;
      planes[i] = (byte) Bt601.luma(first, green, blue);
      planes[pixels + i] = (byte) Bt601.cb(first, green, blue);
      planes[2 * pixels + i] = (byte) Bt601.cr(first, green, blue);
    }
  }
}
