package dev.sirencast.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sirencast.proto.Metadata;
import dev.sirencast.proto.MetadataEntries;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** A stream's metadata, as the body of the packet that brings it, and back. */
public final class MetadataMessage {
  private static final String NAME = "the metadata";

  private MetadataMessage() {}

  /**
   * Returns the body of the metadata packet.
   *
   * @throws IllegalArgumentException if it does not fit one packet
   */
  public static byte[] body(SortedMap<String, MetadataValue> metadata) {
    return CompressedMessage.body(message(metadata), NAME);
  }

  /**
   * Returns the bytes of the frame that brings some metadata; 0 for none.
   *
   * @throws IllegalArgumentException if it does not fit one packet
   */
  public static int frameBytes(SortedMap<String, MetadataValue> metadata) {
    return metadata.isEmpty() ? 0 : PacketFormat.HEADER_BYTES + body(metadata).length;
  }

  /** What a manifest states of some metadata: nothing where there is none. */
  public static OptionalInt digest(SortedMap<String, MetadataValue> metadata) {
    return metadata.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(CompressedMessage.digest(message(metadata)));
  }

  /**
   * Returns the entries of a packet.
   *
   * @param digest that the manifest states
   * @throws InvalidStreamException if the body is none, or another than the manifest states
   */
  public static SortedMap<String, MetadataValue> parse(byte[] body, int digest)
      throws InvalidStreamException {
    byte[] message = CompressedMessage.message(body, NAME);
    if (CompressedMessage.digest(message) != digest) {
      throw new InvalidStreamException("the metadata is not what the manifest states");
    }
    try {
      return parse(MetadataEntries.parseFrom(message).getEntriesList());
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidStreamException("the metadata is not valid: " + e.getMessage());
    }
  }

  private static byte[] message(SortedMap<String, MetadataValue> metadata) {
    MetadataEntries.Builder message = MetadataEntries.newBuilder();
    metadata.forEach((key, value) -> message.addEntries(of(key, value)));
    return message.build().toByteArray();
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
