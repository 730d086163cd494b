package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.EncodedStream;

/** How many manifests a link calls for. */
final class ManifestNeeds {
  private static final double LOST_MANIFEST = 1e-3;
  private static final int MAX_COPIES = 12;

  private ManifestNeeds() {}

  /** How many leave one whole, or two damaged ones to compare, for nearly sure. */
  static int copies(LinkEstimate link, int frameBytes, int least) {
    double loss = link.loss();
    double damaged = (1 - loss) * link.flipped(frameBytes, ProtectedClass.CRC_FLIPS);
    int copies = least;
    while (copies < MAX_COPIES
        && Math.pow(loss, copies) + copies * Math.pow(loss, copies - 1) * damaged > LOST_MANIFEST) {
      copies++;
    }
    return copies;
  }

  /** The risk that none of so many arrives: then there is nothing at all. */
  static ClassRisk risk(LinkEstimate link, int copies) {
    return ClassRisk.of(Math.pow(link.loss(), copies), ClassErrors.WORST);
  }

  /** How many a stream needs's own manifests. */
  static int copies(LinkEstimate link, EncodedStream stream, int least) {
    return copies(link, stream.packets().get(0).bodyLength(), least);
  }
}
