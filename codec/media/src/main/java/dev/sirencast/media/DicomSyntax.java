package dev.sirencast.media;

import java.util.Optional;

/** A DICOM transfer syntax (PS3.5 annex A): how a data set's elements and its pixels are coded. */
enum DicomSyntax {
  IMPLICIT("1.2.840.10008.1.2", "Implicit VR Little Endian", ""),
  EXPLICIT("1.2.840.10008.1.2.1", "Explicit VR Little Endian", ""),
  BIG_ENDIAN("1.2.840.10008.1.2.2", "Explicit VR Big Endian", ""),
  DEFLATED("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", ""),
  RLE("1.2.840.10008.1.2.5", "RLE Lossless", ""),
  JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG Lossless", "dcmdjpeg"),
  JPEG_LOSSLESS_SV1("1.2.840.10008.1.2.4.70", "JPEG Lossless SV1", "dcmdjpeg"),
  ENCAPSULATED("1.2.840.10008.1.2.1.98", "Encapsulated Explicit VR", "gdcmconv --raw"),
  JPEG("1.2.840.10008.1.2.4.50", "JPEG Baseline", "dcmdjpeg"),
  JPEG_12("1.2.840.10008.1.2.4.51", "JPEG Extended", "dcmdjpeg"),
  JPEG_LS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", "dcmdjpls"),
  JPEG_LS_NEAR("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", "dcmdjpls"),
  JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", "gdcmconv --raw"),
  JPEG_2000("1.2.840.10008.1.2.4.91", "JPEG 2000", "gdcmconv --raw"),
  HTJ2K_LOSSLESS("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", ""),
  HTJ2K_RPCL("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 RPCL", ""),
  HTJ2K("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", "");

  private final String identifier;
  private final String label;
  private final String decoder;

  DicomSyntax(String identifier, String label, String decoder) {
    this.identifier = identifier;
    this.label = label;
    this.decoder = decoder;
  }

  /** The unique identifier in a file. */
  String identifier() {
    return identifier;
  }

  private boolean isRead() {
    return compareTo(ENCAPSULATED) < 0;
  }

  /** Whether pixels are compressed, in fragments. */
  boolean isCompressed() {
    return this == RLE || isLosslessJpeg();
  }

  boolean isLosslessJpeg() {
    return this == JPEG_LOSSLESS || this == JPEG_LOSSLESS_SV1;
  }

  /**
   * How many bytes of pixels a byte of the file can stand for: two bytes of RLE are 128 pixels' at
   * most, and a bit of lossless JPEG one pixel, of two bytes.
   */
  int mostBytes() {
    return this == RLE ? 64 : isLosslessJpeg() ? 16 : 1;
  }

  /** Whether elements say their value representation. */
  boolean isExplicit() {
    return this != IMPLICIT;
  }

  /**
   * Returns the syntax of this identifier, which is one that this program reads.
   *
   * @param file that states it
   * @throws SignalFormatException if it is not; the message names it, and the command of DCMTK or
   *     GDCM that decodes it
   */
  static DicomSyntax read(Object file, String identifier) throws SignalFormatException {
    Optional<DicomSyntax> found = of(identifier);
    if (found.isPresent() && found.get().isRead()) {
      return found.get();
    }
    String name = found.map(syntax -> syntax.label + " (" + identifier + ")").orElse(identifier);
    String decoder = found.map(syntax -> syntax.decoder).orElse("");
    throw new SignalFormatException(
        file
            + ": DICOM transfer syntax "
            + name
            + "; expected pixels that are uncompressed, RLE or lossless JPEG"
            + (decoder.isEmpty() ? "" : "; convert it: " + decoder + " IN.dcm OUT.dcm"));
  }

  private static Optional<DicomSyntax> of(String identifier) {
    for (DicomSyntax syntax : values()) {
      if (syntax.identifier.equals(identifier)) {
        return Optional.of(syntax);
      }
    }
    return Optional.empty();
  }
}
