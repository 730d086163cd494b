package dev.sirencast.format;

import dev.sirencast.proto.ChromaPlanes;
import dev.sirencast.proto.ColorMatrix;
import dev.sirencast.proto.FieldOrder;
import dev.sirencast.signal.VideoCoding;

/** How a video's file held its samples, as a protobuf message and back. */
final class VideoCodingMessage {
  private VideoCodingMessage() {}

  static dev.sirencast.proto.VideoCoding of(VideoCoding coding) {
    dev.sirencast.proto.VideoCoding.Builder message =
        dev.sirencast.proto.VideoCoding.newBuilder()
            .setChroma(
                switch (coding.chroma()) {
                  case C444 -> ChromaPlanes.CHROMA_PLANES_444;
                  case C422 -> ChromaPlanes.CHROMA_PLANES_422;
                  case C420 -> ChromaPlanes.CHROMA_PLANES_420;
                  case C420JPEG -> ChromaPlanes.CHROMA_PLANES_420_JPEG;
                  case C420MPEG2 -> ChromaPlanes.CHROMA_PLANES_420_MPEG2;
                  case C420PALDV -> ChromaPlanes.CHROMA_PLANES_420_PALDV;
                  case C411 -> ChromaPlanes.CHROMA_PLANES_411;
                })
            .setFullRange(coding.fullRange())
            .setMatrix(
                switch (coding.matrix()) {
                  case BT601 -> ColorMatrix.COLOR_MATRIX_BT601;
                  case BT709 -> ColorMatrix.COLOR_MATRIX_BT709;
                })
            .setFields(
                switch (coding.fields()) {
                  case PROGRESSIVE -> FieldOrder.FIELD_ORDER_PROGRESSIVE;
                  case TOP_FIRST -> FieldOrder.FIELD_ORDER_TOP_FIRST;
                  case BOTTOM_FIRST -> FieldOrder.FIELD_ORDER_BOTTOM_FIRST;
                });
    if (coding.aspectWidth() != 1 || coding.aspectHeight() != 1) {
      message.setAspectWidth(coding.aspectWidth()).setAspectHeight(coding.aspectHeight());
    }
    return message.build();
  }

  /**
   * Returns what a message describes.
   *
   * @throws IllegalArgumentException if a value is out of its range, or has no name here
   */
  static VideoCoding parse(dev.sirencast.proto.VideoCoding message) {
    return new VideoCoding(
        switch (message.getChroma()) {
          case CHROMA_PLANES_444 -> VideoCoding.ChromaPlanes.C444;
          case CHROMA_PLANES_422 -> VideoCoding.ChromaPlanes.C422;
          case CHROMA_PLANES_420 -> VideoCoding.ChromaPlanes.C420;
          case CHROMA_PLANES_420_JPEG -> VideoCoding.ChromaPlanes.C420JPEG;
          case CHROMA_PLANES_420_MPEG2 -> VideoCoding.ChromaPlanes.C420MPEG2;
          case CHROMA_PLANES_420_PALDV -> VideoCoding.ChromaPlanes.C420PALDV;
          case CHROMA_PLANES_411 -> VideoCoding.ChromaPlanes.C411;
          case UNRECOGNIZED -> throw unknown("chroma planes", message.getChromaValue(), 6);
        },
        message.getFullRange(),
        switch (message.getMatrix()) {
          case COLOR_MATRIX_BT601 -> VideoCoding.ColorMatrix.BT601;
          case COLOR_MATRIX_BT709 -> VideoCoding.ColorMatrix.BT709;
          case UNRECOGNIZED -> throw unknown("colour matrix", message.getMatrixValue(), 1);
        },
        switch (message.getFields()) {
          case FIELD_ORDER_PROGRESSIVE -> VideoCoding.FieldOrder.PROGRESSIVE;
          case FIELD_ORDER_TOP_FIRST -> VideoCoding.FieldOrder.TOP_FIRST;
          case FIELD_ORDER_BOTTOM_FIRST -> VideoCoding.FieldOrder.BOTTOM_FIRST;
          case UNRECOGNIZED -> throw unknown("field order", message.getFieldsValue(), 2);
        },
        message.hasAspectWidth() ? message.getAspectWidth() : 1,
        message.hasAspectHeight() ? message.getAspectHeight() : 1);
  }

  private static IllegalArgumentException unknown(String what, int value, int last) {
    return new IllegalArgumentException(what + " " + value + ", this code reads 0 to " + last);
  }
}
