package dev.sirencast.fuzz;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.CompressedMessage;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.proto.Manifest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Manifests whose fields a fuzzer changes, in packets that are right to the last checksum. */
final class ManifestEdit {
  private static final int ZSTD_MAGIC = 0x28b52ffd;
  private static final long[] WHOLE = {0, 1, 2, 255, 256, 65535, 1L << 31, (1L << 32) - 1, 1 << 20};
  private static final double[] REAL = {
    0, -0.0, 1, -1, Double.NaN, 1e-300, 1e300, 1e-40, 1e38, Double.POSITIVE_INFINITY, 0.5, 30
  };

  private ManifestEdit() {}

  /** The message of a stream's manifest. */
  static byte[] message(EncodedStream stream) {
    byte[] body =
        stream.packets().stream()
            .filter(packet -> packet.kind() == PacketKind.MANIFEST)
            .findFirst()
            .orElseThrow()
            .body();
    return ByteBuffer.wrap(body).getInt() == ZSTD_MAGIC
        ? Zstd.decompress(body, (int) Zstd.getFrameContentSize(body))
        : body;
  }

  /** The packet of a message under its own id, or of no body where it does not fit one. */
  static WeightPacket packet(byte[] message) {
    byte[] body = message.length <= PacketFormat.MAX_BODY_BYTES ? message : Zstd.compress(message);
    return WeightPacket.of(
        PacketKind.MANIFEST,
        CompressedMessage.digest(message),
        0,
        body.length <= PacketFormat.MAX_BODY_BYTES ? body : new byte[0]);
  }

  /** A message with one field changed. */
  static byte[] edited(byte[] message, Choices choices) {
    try {
      Manifest.Builder builder = Manifest.parseFrom(message).toBuilder();
      edit(builder, choices);
      return builder.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void edit(Message.Builder message, Choices choices) {
    List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
    FieldDescriptor field = fields.get(choices.below(fields.size()));
    if (!field.isRepeated()) {
      message.setField(field, value(field, message.getField(field), choices));
      return;
    }
    List<Object> elements = new ArrayList<>((List<?>) message.getField(field));
    int way = elements.isEmpty() ? 0 : choices.below(6);
    int at = elements.isEmpty() ? 0 : choices.below(elements.size());
    switch (way) {
      case 0 -> elements.add(value(field, zero(message, field), choices));
      case 1 -> elements.remove(at);
      case 2 -> elements.add(elements.get(at));
      default -> elements.set(at, value(field, elements.get(at), choices));
    }
    message.setField(field, elements);
  }

  private static Object zero(Message.Builder message, FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> 0;
      case LONG -> 0L;
      case FLOAT -> 0f;
      case DOUBLE -> 0.0;
      case BOOLEAN -> false;
      case BYTE_STRING -> ByteString.EMPTY;
      case STRING -> "";
      case ENUM -> field.getEnumType().getValues().get(0);
      case MESSAGE -> message.newBuilderForField(field).build();
    };
  }

  private static Object value(FieldDescriptor field, Object before, Choices choices) {
    switch (field.getJavaType()) {
      case MESSAGE -> {
        Message.Builder inner = ((Message) before).toBuilder();
        edit(inner, choices);
        return inner.build();
      }
      case INT -> {
        return (int) whole((Integer) before, choices);
      }
      case LONG -> {
        return whole((Long) before, choices);
      }
      case FLOAT -> {
        return (float) real((Float) before, choices);
      }
      case DOUBLE -> {
        return real((Double) before, choices);
      }
      case BOOLEAN -> {
        return !(Boolean) before;
      }
      case ENUM -> {
        return field.getEnumType().findValueByNumberCreatingIfUnknown(choices.below(9));
      }
      case STRING -> {
        return new String(choices.take(choices.below(40)), StandardCharsets.ISO_8859_1);
      }
      default -> {
        return ByteString.copyFrom(choices.take(choices.below(40)));
      }
    }
  }

  private static long whole(long before, Choices choices) {
    return switch (choices.below(5)) {
      case 0 -> before + 1;
      case 1 -> before - 1;
      case 2 -> WHOLE[choices.below(WHOLE.length)];
      case 3 -> choices.next();
      default -> choices.wide();
    };
  }

  private static double real(double before, Choices choices) {
    return switch (choices.below(5)) {
      case 0 -> before * 2;
      case 1 -> -before;
      case 2 -> REAL[choices.below(REAL.length)];
      case 3 -> choices.next() / 16.0;
      default -> Float.intBitsToFloat(choices.whole());
    };
  }
}
