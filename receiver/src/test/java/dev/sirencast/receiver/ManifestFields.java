package dev.sirencast.receiver;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.sirencast.proto.Manifest;
import java.util.ArrayList;
import java.util.List;

/** Every number in a manifest's message, by the fields that lead to it. */
record ManifestFields(List<FieldDescriptor> path) {
  private static final List<Long> WHOLE =
      List.of(0L, 1L, (1L << 31) - 1, (1L << 32) - 1, 2L, 255L, 1L << 31);
  private static final List<Long> LONG = List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L);
  private static final List<Double> REAL =
      List.of(
          Double.NaN,
          -1.0,
          1e-300,
          Double.MAX_VALUE,
          0.0,
          -0.0,
          1.0,
          Double.MIN_VALUE,
          -Double.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  /** How many of the values there are for pairs: the first. */
  private static final int FEW = 4;

  ManifestFields {
    path = List.copyOf(path);
  }

  /** All numbers that a manifest can hold, enumerations too. */
  static List<ManifestFields> all() {
    List<ManifestFields> all = new ArrayList<>();
    collect(List.of(), Manifest.getDescriptor().getFields(), all);
    return all;
  }

  private static void collect(
      List<FieldDescriptor> path, List<FieldDescriptor> fields, List<ManifestFields> all) {
    for (FieldDescriptor field : fields) {
      List<FieldDescriptor> longer = new ArrayList<>(path);
      longer.add(field);
      if (field.getJavaType() == JavaType.MESSAGE) {
        collect(longer, field.getMessageType().getFields(), all);
      } else if (field.getJavaType() != JavaType.STRING
          && field.getJavaType() != JavaType.BYTE_STRING
          && field.getJavaType() != JavaType.BOOLEAN) {
        all.add(new ManifestFields(longer));
      }
    }
  }

  /** Extreme values, in the type that the field has. */
  List<Object> extremes() {
    FieldDescriptor field = path.get(path.size() - 1);
    return switch (field.getJavaType()) {
      case INT -> WHOLE.stream().<Object>map(Long::intValue).toList();
      case LONG -> List.copyOf(LONG);
      case FLOAT -> REAL.stream().<Object>map(Double::floatValue).toList();
      case DOUBLE -> List.copyOf(REAL);
      case ENUM ->
          WHOLE.stream()
              .map(Long::intValue)
              .<Object>map(field.getEnumType()::findValueByNumberCreatingIfUnknown)
              .toList();
      default -> throw new IllegalStateException(field.getFullName());
    };
  }

  /** The most extreme of them. */
  List<Object> few() {
    return extremes().subList(0, FEW);
  }

  /** A manifest with one number changed: where there is a list, its first or one more. */
  Manifest with(Manifest message, Object value) {
    return (Manifest) with(message, 0, value);
  }

  private Message with(Message message, int depth, Object value) {
    FieldDescriptor field = path.get(depth);
    Message.Builder builder = message.toBuilder();
    boolean last = depth == path.size() - 1;
    if (!field.isRepeated()) {
      Object inner = last ? value : with((Message) message.getField(field), depth + 1, value);
      return builder.setField(field, inner).build();
    }
    boolean empty = message.getRepeatedFieldCount(field) == 0;
    Message none = last ? message : builder.newBuilderForField(field).build();
    Message first = last || empty ? none : (Message) message.getRepeatedField(field, 0);
    Object inner = last ? value : with(first, depth + 1, value);
    return empty
        ? builder.addRepeatedField(field, inner).build()
        : builder.setRepeatedField(field, 0, inner).build();
  }

  @Override
  public String toString() {
    return String.join(".", path.stream().map(FieldDescriptor::getName).toList());
  }
}
