package dev.sirencast.trainer.patch;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What all parts of a signal's patches stand on. Immutable and thread-safe.
 *
 * <p>Its bytes, in network order: whether it is bare (8 bits), the price (float64) and the base's
 * weights (float32 each).
 *
 * @param base the trained base network, not rounded yet
 * @param price what a weight costs, as in {@link PatchTrainingOptions}
 * @param isBare whether a size is asked for that leaves no room for patches
 */
public record PatchFoundation(SirenWeights base, double price, boolean isBare) {
  /** Writes it; the caller closes. */
  public void writeTo(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeBoolean(isBare);
    data.writeDouble(price);
    for (float weight : base.toFlatArray()) {
      data.writeFloat(weight);
    }
    data.flush();
  }

  /**
   * Reads one.
   *
   * @param architecture of the base
   * @throws IOException if it cannot be read
   */
  static PatchFoundation readFrom(InputStream in, SirenArchitecture architecture)
      throws IOException {
    DataInputStream data = new DataInputStream(in);
    boolean bare = data.readBoolean();
    double price = data.readDouble();
    float[] weights = new float[architecture.parameters()];
    for (int w = 0; w < weights.length; w++) {
      weights[w] = data.readFloat();
    }
    return new PatchFoundation(SirenWeights.ofFlat(architecture, weights), price, bare);
  }
}
