package dev.sirencast.format;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** What a key of a stream's metadata stands for. Immutable and thread-safe. */
public sealed interface MetadataValue {
  /** The value as people read it: bytes in hexadecimal, everything else as Java writes it. */
  String display();

  /** Any text. */
  record Text(String value) implements MetadataValue {
    /** Checks that there is one. */
    public Text {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String display() {
      return value;
    }
  }

  /** A whole number of 64 bits. */
  record Whole(long value) implements MetadataValue {
    @Override
    public String display() {
      return Long.toString(value);
    }
  }

  /** Any double, not-a-number too. */
  record Real(double value) implements MetadataValue {
    @Override
    public String display() {
      return Double.toString(value);
    }
  }

  /** Any bytes. */
  final class Bytes implements MetadataValue {
    private final byte[] value;

    private Bytes(byte[] value) {
      this.value = value;
    }

    /** Returns a value that holds a copy of {@code bytes}. */
    public static Bytes of(byte[] bytes) {
      return new Bytes(bytes.clone());
    }

    /** A copy of the bytes. */
    public byte[] value() {
      return value.clone();
    }

    @Override
    public String display() {
      return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return "Bytes[" + display() + "]";
    }
  }
}
