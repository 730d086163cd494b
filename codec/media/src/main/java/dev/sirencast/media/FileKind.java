package dev.sirencast.media;

import java.util.List;
import java.util.Optional;

/**
 * A kind of file, told by the bytes that it begins with. Immutable and thread-safe.
 *
 * @param label what it is, with its article
 * @param isPicture whether it is read, as a picture
 * @param remedy the command that makes of it what is read; empty where there is none or no need. IN
 *     stands for the file
 */
public record FileKind(String label, boolean isPicture, String remedy) {
  /** How many bytes at the beginning of a file are looked at. */
  public static final int LOOK_BYTES = 512;

  private static final String PICTURE = "magick IN OUT.png";
  private static final String SOUND = "ffmpeg -i IN OUT.wav";
  private static final String VIDEO = "ffmpeg -i IN -pix_fmt yuv420p OUT.y4m";

  /** What of several kinds stands first is taken: MP4 is the rest of a family. */
  private static final List<Row> TABLE =
      List.of(
          picture("a PNG picture", "\u0089PNG\r\n\u001a\n"),
          picture("a JPEG picture", "\u00ff\u00d8\u00ff"),
          picture("a TIFF picture", "II*\0", "MM\0*"),
          picture("a GIF picture", "GIF87a", "GIF89a"),
          picture("a WebP picture", "RIFF....WEBP"),
          picture("a BMP picture", "BM....\0\0\0\0"),
          other("a BigTIFF picture", PICTURE, "II+\0", "MM\0+"),
          other("an AVIF picture", PICTURE, "....ftypavi"),
          other(
              "a HEIC picture",
              PICTURE,
              "....ftyphei",
              "....ftyphev",
              "....ftypmif1",
              "....ftypmsf1"),
          other("a JPEG 2000 picture", PICTURE, "\0\0\0\fjP  ", "\u00ff\u004f\u00ff\u0051"),
          other("a JPEG XL picture", PICTURE, "\0\0\0\fJXL ", "\u00ff\n"),
          other("a Photoshop picture", PICTURE, "8BPS"),
          other("an OpenEXR picture", PICTURE, "v/1\u0001"),
          other("a Radiance HDR picture", PICTURE, "#?RADIANCE", "#?RGBE"),
          other(
              "a Netpbm picture", PICTURE, "P1\n", "P2\n", "P3\n", "P4\n", "P5\n", "P6\n", "P7\n"),
          other("a PDF document", "magick -density 150 'IN[0]' OUT.png", "%PDF-"),
          other("an SVG drawing", "rsvg-convert IN -o OUT.png", "<svg", "<?xml"),
          other("a QuickTime video", VIDEO, "....ftypqt  ", "....moov", "....wide"),
          other("an M4A sound", SOUND, "....ftypM4A"),
          other("an MP4 video", VIDEO, "....ftyp"),
          other("a Matroska or WebM video", VIDEO, "\u001aE\u00df\u00a3"),
          other("an AVI video", VIDEO, "RIFF....AVI "),
          other("an MPEG video", VIDEO, "\0\0\u0001\u00ba", "\0\0\u0001\u00b3", "\0\0\0\u0001"),
          other("a Flash video", VIDEO, "FLV\u0001"),
          other("an MP3 sound", SOUND, "ID3", "\u00ff\u00fb", "\u00ff\u00f3", "\u00ff\u00f2"),
          other("an AAC sound", SOUND, "\u00ff\u00f1", "\u00ff\u00f9"),
          other("a FLAC sound", SOUND, "fLaC"),
          other("an Ogg sound or video", SOUND, "OggS"),
          other("an AIFF sound", SOUND, "FORM....AIF"),
          other("a Wave64 sound", SOUND, "riff.\u0091\u00cf\u0011"),
          other("a big-endian WAV sound", SOUND, "RIFX....WAVE"),
          other("an AU sound", SOUND, ".snd\0\0\0"),
          other("a CAF sound", SOUND, "caff"),
          other(
              "a NumPy array",
              "python3 -c \"import numpy, PIL.Image;"
                  + " PIL.Image.fromarray(numpy.load('IN')).save('OUT.png')\"",
              "\u0093NUMPY"),
          other("a ZIP archive, or what PyTorch or NumPy saved", "", "PK\u0003\u0004"),
          other("compressed by gzip", "gzip -dc IN > OUT", "\u001f\u008b"),
          other("compressed by Zstandard", "zstd -dc IN > OUT", "(\u00b5/\u00fd"),
          other("compressed by bzip2", "bzip2 -dc IN > OUT", "BZh"),
          other("compressed by xz", "xz -dc IN > OUT", "\u00fd7zXZ\0"),
          other("a SirenCast stream", "sirencast decode IN -o OUT.png", "S\u0010"));

  /** A kind, and what files of it begin with; a dot stands for any byte. */
  private record Row(FileKind kind, List<String> marks) {
    boolean fits(byte[] head) {
      return marks.stream().anyMatch(mark -> stands(mark, head));
    }

    private static boolean stands(String mark, byte[] head) {
      for (int i = 0; i < mark.length(); i++) {
        if (i >= head.length || mark.charAt(i) != '.' && mark.charAt(i) != (head[i] & 0xFF)) {
          return false;
        }
      }
      return true;
    }
  }

  private static Row picture(String label, String... marks) {
    return new Row(new FileKind(label, true, ""), List.of(marks));
  }

  private static Row other(String label, String remedy, String... marks) {
    return new Row(new FileKind(label, false, remedy), List.of(marks));
  }

  /** Returns the kind of a file with such a beginning, if it is one of those that are known. */
  public static Optional<FileKind> of(byte[] head) {
    return TABLE.stream().filter(row -> row.fits(head)).map(Row::kind).findFirst();
  }

  /** Says what a file is and what makes of it one that is read. */
  public String refusal(String file) {
    String end = remedy.isEmpty() ? "" : "; convert it: " + command(remedy, file);
    return label + ", which is not read" + end;
  }

  /** A command on a file, where IN stands. */
  static String command(String text, String file) {
    String name = file.matches("[\\w./+-]+") ? file : "'" + file.replace("'", "'\\''") + "'";
    return text.replace("IN", name);
  }
}
