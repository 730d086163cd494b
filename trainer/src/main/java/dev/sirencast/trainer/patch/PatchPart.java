package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchWeights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of a signal's trained patches, on their way to where all are put together. Immutable and
 * thread-safe.
 *
 * <p>Its bytes, in network order: the number of entries (32 bits); of each the patch (32), its
 * width (8), its amplitude (float32), its gain (float64) and its network's weights (float32 each).
 *
 * @param entries of the patches that have a network
 */
public record PatchPart(List<Entry> entries) {
  /** Far more patches than the largest signal has. */
  private static final int MAX_ENTRIES = 1 << 24;

  /**
   * A trained patch.
   *
   * @param patch its number
   * @param weights its network
   * @param gain by how much the sum of squared errors of y is below the base's
   */
  public record Entry(int patch, PatchWeights weights, double gain) {}

  /** Copies the list. */
  public PatchPart {
    entries = List.copyOf(entries);
  }

  /** Writes it; the caller closes. */
  public void writeTo(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(entries.size());
    for (Entry entry : entries) {
      data.writeInt(entry.patch());
      data.writeByte(entry.weights().width());
      data.writeFloat(entry.weights().amplitude());
      data.writeDouble(entry.gain());
      for (float weight : entry.weights().weights()) {
        data.writeFloat(weight);
      }
    }
    data.flush();
  }

  /**
   * Reads one.
   *
   * @param family the networks that patches choose from
   * @throws IOException if it cannot be read, or is none
   */
  static PatchPart readFrom(InputStream in, PatchFamily family) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int count = data.readInt();
    if (count < 0 || count > MAX_ENTRIES) {
      throw new IOException("not a part of a signal's patches: it would have " + count);
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int patch = data.readInt();
      int width = data.readUnsignedByte();
      if (width >= family.widths().size()) {
        throw new IOException("not a part of a signal's patches: one has width " + width);
      }
      float amplitude = data.readFloat();
      double gain = data.readDouble();
      float[] weights = new float[family.architecture(width).parameters()];
      for (int w = 0; w < weights.length; w++) {
        weights[w] = data.readFloat();
      }
      entries.add(new Entry(patch, new PatchWeights(width, amplitude, weights), gain));
    }
    return new PatchPart(entries);
  }
}
