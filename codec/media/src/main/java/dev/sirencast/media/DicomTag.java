package dev.sirencast.media;

/** The tags of the DICOM elements that matter here: group in the upper 16 bits, element below. */
final class DicomTag {
  static final int META_LENGTH = 0x0002_0000;
  static final int META_VERSION = 0x0002_0001;
  static final int META_SOP_CLASS = 0x0002_0002;
  static final int META_SOP_INSTANCE = 0x0002_0003;
  static final int TRANSFER_SYNTAX = 0x0002_0010;
  static final int IMPLEMENTATION = 0x0002_0012;

  static final int SOP_CLASS = 0x0008_0016;
  static final int SOP_INSTANCE = 0x0008_0018;
  static final int STUDY_DATE = 0x0008_0020;
  static final int STUDY_TIME = 0x0008_0030;
  static final int ACCESSION_NUMBER = 0x0008_0050;
  static final int MODALITY = 0x0008_0060;
  static final int CONVERSION_TYPE = 0x0008_0064;
  static final int REFERRING_PHYSICIAN = 0x0008_0090;
  static final int PATIENT_NAME = 0x0010_0010;
  static final int PATIENT_ID = 0x0010_0020;
  static final int PATIENT_BIRTH_DATE = 0x0010_0030;
  static final int PATIENT_SEX = 0x0010_0040;
  static final int STUDY_INSTANCE = 0x0020_000D;
  static final int SERIES_INSTANCE = 0x0020_000E;
  static final int STUDY_ID = 0x0020_0010;
  static final int SERIES_NUMBER = 0x0020_0011;
  static final int INSTANCE_NUMBER = 0x0020_0013;

  static final int SLICE_THICKNESS = 0x0018_0050;
  static final int PIXEL_SPACING = 0x0028_0030;

  static final int SAMPLES_PER_PIXEL = 0x0028_0002;
  static final int PHOTOMETRIC = 0x0028_0004;
  static final int FRAMES = 0x0028_0008;
  static final int ROWS = 0x0028_0010;
  static final int COLUMNS = 0x0028_0011;
  static final int BITS_ALLOCATED = 0x0028_0100;
  static final int BITS_STORED = 0x0028_0101;
  static final int HIGH_BIT = 0x0028_0102;
  static final int PIXEL_REPRESENTATION = 0x0028_0103;
  static final int PIXEL_PADDING = 0x0028_0120;
  static final int PIXEL_PADDING_LIMIT = 0x0028_0121;
  static final int WINDOW_CENTRE = 0x0028_1050;
  static final int WINDOW_WIDTH = 0x0028_1051;
  static final int RESCALE_INTERCEPT = 0x0028_1052;
  static final int RESCALE_SLOPE = 0x0028_1053;
  static final int RESCALE_TYPE = 0x0028_1054;
  static final int PIXEL_DATA = 0x7FE0_0010;

  static final int ITEM = 0xFFFE_E000;
  static final int ITEM_END = 0xFFFE_E00D;
  static final int SEQUENCE_END = 0xFFFE_E0DD;

  private DicomTag() {}

  /** The tag as it is written in the standard, such as (0028,0010). */
  static String text(int tag) {
    return String.format("(%04X,%04X)", tag >>> 16, tag & 0xFFFF);
  }
}
