package dev.sirencast.codec;

import com.google.protobuf.ByteString;
import dev.sirencast.proto.Manifest;
import dev.sirencast.proto.Metadata;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The manifest's metadata, as protobuf messages and back. */
final class MetadataMessage {
  private MetadataMessage() {}

  static void add(SortedMap<String, MetadataValue> metadata, Manifest.Builder message) {
    metadata.forEach((key, value) -> message.addMetadata(of(key, value)));
  }

  private static Metadata of(String key, MetadataValue value) {
    Metadata.Builder message = Metadata.newBuilder().setKey(key);
    if (value instanceof MetadataValue.Text text) {
      message.setText(text.value());
    } else if (value instanceof MetadataValue.Whole whole) {
      message.setWhole(whole.value());
    } else if (value instanceof MetadataValue.Real real) {
      message.setReal(real.value());
    } else if (value instanceof MetadataValue.Bytes bytes) {
      message.setRaw(ByteString.copyFrom(bytes.value()));
    }
    return message.build();
  }

  /** Returns the entries; those of a type that this code does not know are left out. */
  static SortedMap<String, MetadataValue> parse(List<Metadata> messages) {
    SortedMap<String, MetadataValue> metadata = new TreeMap<>();
    for (Metadata message : messages) {
      switch (message.getValueCase()) {
        case TEXT -> metadata.put(message.getKey(), new MetadataValue.Text(message.getText()));
        case WHOLE -> metadata.put(message.getKey(), new MetadataValue.Whole(message.getWhole()));
        case REAL -> metadata.put(message.getKey(), new MetadataValue.Real(message.getReal()));
        case RAW ->
            metadata.put(message.getKey(), MetadataValue.Bytes.of(message.getRaw().toByteArray()));
        case VALUE_NOT_SET -> {}
      }
    }
    return metadata;
  }
}
