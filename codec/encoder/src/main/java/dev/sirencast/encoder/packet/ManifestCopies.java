package dev.sirencast.encoder.packet;

import dev.sirencast.format.BlockCode;
import dev.sirencast.format.StreamManifest;

/**
 * How many manifests a stream has where nobody states a number.
 *
 * <p>Without a manifest nothing decodes; but a copy's bytes are taken from the weights. At a loss
 * of 2 to 5 % the second copy saves 0.3 to 0.7 dB in the mean, and the third less than a twentieth
 * of that; a hundredth of the bytes is worth 0.05 dB. So a second one may take a sixteenth of the
 * stream, and a third one a thousandth. A stream that is meant for a bad link has three. One of
 * patches shows the more the fewer of its packets are lost, and has up to five, while a sixteenth
 * is enough for each.
 */
final class ManifestCopies {
  /** The most of the other bytes that a second copy may take, as one part in so many. */
  private static final int SECOND = 16;

  private static final int THIRD = 1000;

  /** The most copies of a stream in patches: at a loss of 20 %, 3 in 10,000 have none. */
  private static final int MOST_OF_PATCHES = 5;

  private ManifestCopies() {}

  /**
   * Returns the number of copies.
   *
   * @param frame bytes of a manifest's frame
   * @param others bytes of all other frames
   */
  static int thatPay(StreamManifest manifest, int frame, long others) {
    if (manifest.patches().isPresent()) {
      int least = isForBadLinks(manifest) ? PacketizerOptions.PROTECTED_COPIES : 1;
      long paying = 1 + others / (SECOND * (long) frame);
      return (int) Math.max(least, Math.min(MOST_OF_PATCHES, paying));
    }
    if (isForBadLinks(manifest) || THIRD * (long) frame <= others) {
      return PacketizerOptions.PROTECTED_COPIES;
    }
    return SECOND * (long) frame <= others ? 2 : 1;
  }

  /** Whether it can bear damage at a price. The base of patches always has repair. */
  private static boolean isForBadLinks(StreamManifest manifest) {
    boolean inPatches = manifest.patches().isPresent();
    return manifest.coding().isErrorResilient()
        || manifest.groups().stream()
            .anyMatch(
                group -> !group.code().equals(BlockCode.NONE) && group.isOfPatches() == inPatches);
  }
}
