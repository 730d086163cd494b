package dev.sirencast.format.signature;

import java.util.Arrays;

/**
 * What a manifest says of who made the stream. Immutable and thread-safe; to be believed only of a
 * manifest that is what was signed.
 */
public final class StreamSignature {
  /** The most digests in a manifest. */
  public static final int MAX_DIGESTS = 32;

  /** The fewest digests that a list in a packet may have room for. */
  public static final int MIN_PER_PACKET = 2;

  /** The most digests in a packet, as its body's length has it. */
  public static final int MAX_PER_PACKET = 67;

  private final SignerKey key;
  private final byte[] digests;
  private final int perPacket;
  private final int copies;
  private final byte[] value;

  private StreamSignature(SignerKey key, byte[] digests, int perPacket, int copies, byte[] value) {
    this.key = key;
    this.digests = digests;
    this.perPacket = perPacket;
    this.copies = copies;
    this.value = value;
  }

  /**
   * Checks the ranges.
   *
   * @param digests the manifest's list
   * @param perPacket the most digests of a packet's list
   * @param copies how often digest packets are in the stream, 1 or more
   * @param value the signature
   * @throws IllegalArgumentException if one is out of its range
   */
  public static StreamSignature of(
      SignerKey key, byte[] digests, int perPacket, int copies, byte[] value) {
    int most = MAX_DIGESTS * ContentDigest.BYTES;
    if (digests.length == 0 || digests.length > most || digests.length % ContentDigest.BYTES != 0) {
      throw new IllegalArgumentException(
          "a manifest has 1 to "
              + MAX_DIGESTS
              + " digests of "
              + ContentDigest.BYTES
              + " bytes, got "
              + digests.length
              + " bytes");
    }
    if (perPacket < MIN_PER_PACKET || perPacket > MAX_PER_PACKET) {
      throw new IllegalArgumentException(
          "a packet has "
              + MIN_PER_PACKET
              + " to "
              + MAX_PER_PACKET
              + " digests at most, got "
              + perPacket);
    }
    if (copies < 1) {
      throw new IllegalArgumentException("digests are sent once or more, got " + copies);
    }
    if (value.length != SignerKey.SIGNATURE_BYTES) {
      throw new IllegalArgumentException(
          "a signature has " + SignerKey.SIGNATURE_BYTES + " bytes, got " + value.length);
    }
    return new StreamSignature(key, digests.clone(), perPacket, copies, value.clone());
  }

  /** Whose it claims to be. */
  public SignerKey key() {
    return key;
  }

  /** A copy of the manifest's list. */
  public byte[] digests() {
    return digests.clone();
  }

  /** How many digests the manifest's list has. */
  public int digestCount() {
    return digests.length / ContentDigest.BYTES;
  }

  /** The most digests of a packet's list. */
  public int perPacket() {
    return perPacket;
  }

  /** How often digest packets are in the stream. */
  public int copies() {
    return copies;
  }

  /** A copy of the signature itself. */
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StreamSignature that
        && key.equals(that.key)
        && perPacket == that.perPacket
        && copies == that.copies
        && Arrays.equals(digests, that.digests)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }
}
