package dev.sirencast.receiver;

import dev.sirencast.format.StreamManifest;
import java.util.Locale;

/**
 * What is done with packets whose body arrived damaged (a damaged header is always dropped). Where
 * a receiver is not told, the stream decides: {@link #defaultFor}.
 */
public enum DeliveryPolicy {
  /**
   * Damaged bodies are dropped as a whole: they are erasures, restored by the erasure code where it
   * can, concealed where not. Everything delivered is exact.
   */
  STRICT,
  /**
   * Damaged bodies are erasures, but for one or two flipped bits that the body's checksum tells, or
   * three where the body has another, for slices whose checksums are right and for what several
   * damaged copies tell together. What the erasure code cannot restore is concealed.
   */
  REPAIR,
  /**
   * Damaged bodies are delivered as they are, and nothing waits for the erasure code. For weights
   * that were trained to withstand noise. In codings where a damaged body is of no use, it is put
   * right by its checksum where that can be, as with {@link #REPAIR}.
   */
  SOFT,
  /**
   * As {@link #REPAIR}, but what the erasure code cannot restore is delivered as it is; and what is
   * missing altogether is restored from damaged bodies, if there are enough, as if they were exact.
   */
  REPAIR_SOFT;

  /**
   * Returns the policy that makes the most of a stream, as its manifest says what it was made for.
   *
   * @return {@link #REPAIR_SOFT} where most weights of a damaged body are right; {@link #REPAIR} in
   *     the other codings, entropy-coded or compressed, where such a body is of use to the erasure
   *     code alone
   */
  public static DeliveryPolicy defaultFor(StreamManifest manifest) {
    return manifest.coding().isErrorResilient() ? REPAIR_SOFT : REPAIR;
  }

  /** Whether a damaged body may be delivered in the end. */
  public boolean deliversDamaged() {
    return this == SOFT || this == REPAIR_SOFT;
  }

  /** Whether a damaged body is looked at. */
  boolean usesDamaged() {
    return this != STRICT;
  }

  /** Whether the erasure code is used. */
  public boolean repairs() {
    return this != SOFT;
  }

  /** The name on the command line and in reports, as in {@code repair-soft}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
