package dev.sirencast.receiver;

/**
 * What became of every packet of a stream, each counted in exactly one state.
 *
 * <p>{@code expected} is the sum of all states but {@code duplicate}, which counts what arrived on
 * top. Content is exact for ok, repaired and retransmitted packets; it is lost, and concealed where
 * it was weights, for {@code droppedHeader}, {@code droppedPolicy} and {@code missingConcealed}.
 *
 * @param expected packets of the stream: manifests, digests, source, repair and metadata packets
 * @param ok arrived as sent
 * @param repaired did not, but their content is known exactly: restored by the erasure code, put
 *     right by parity bytes of their own or by their checksum, or from another copy of the manifest
 *     or of digests
 * @param retransmitted arrived as sent after they were asked for again
 * @param damagedDelivered delivered with a damaged body, or restored out of such, as the policy
 *     allows
 * @param droppedHeader lost to a damaged header; which packet such a frame was cannot be known, so
 *     this is the number of those frames, at most the number of packets that nothing else explains
 * @param droppedPolicy arrived with a damaged body, dropped as the policy asks, and not repaired
 * @param duplicate frames that repeated a packet that was already there
 * @param missingConcealed never arrived and not repaired
 */
public record PacketCounts(
    int expected,
    int ok,
    int repaired,
    int retransmitted,
    int damagedDelivered,
    int droppedHeader,
    int droppedPolicy,
    int duplicate,
    int missingConcealed) {

  /** These counts, of whose ok packets so many, or all if there are fewer, were asked for again. */
  public PacketCounts withRetransmitted(int packets) {
    int moved = Math.min(packets, ok);
    return new PacketCounts(
        expected,
        ok - moved,
        repaired,
        retransmitted + moved,
        damagedDelivered,
        droppedHeader,
        droppedPolicy,
        duplicate,
        missingConcealed);
  }

  /** Packets whose content is lost. */
  public int lost() {
    return droppedHeader + droppedPolicy + missingConcealed;
  }
}
