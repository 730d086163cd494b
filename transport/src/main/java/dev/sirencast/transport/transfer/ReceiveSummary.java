package dev.sirencast.transport.transfer;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a receiver got.
 *
 * @param frames frames that were handed on
 * @param bytes their bytes
 * @param seconds from the sender's greeting to the end
 * @param framesSent how many frames the sender says it sent; over UDP some may be missing
 * @param ignoredDatagrams datagrams of other senders, of no known form, or too long (UDP)
 * @param cutShort why the transfer ended before its end mark, in one line; nothing if it is whole
 */
public record ReceiveSummary(
    long frames,
    long bytes,
    double seconds,
    OptionalLong framesSent,
    long ignoredDatagrams,
    Optional<String> cutShort) {

  /** Whether the sender said that it was done, so that nothing more was to come. */
  public boolean isComplete() {
    return cutShort.isEmpty();
  }
}
