package dev.sirencast.transport.publish;

/**
 * What a publisher has, and has done since it was made.
 *
 * @param receivers connected now
 * @param admitted receivers that greeted and were let in
 * @param refused peers that were turned away, for what they said or because there was no room
 * @param expired peers that were given up because they were silent or took nothing
 * @param fetches answers to a fetch that were begun
 * @param completed those of them that were sent whole
 * @param frames of completed fetches
 * @param bytes that sockets took, with what the transport adds
 * @param streams published now
 * @param streamBytes what these take in memory
 * @param heldBytes what waits for receivers to take it, views of the streams' memory counted as if
 *     they were copies
 */
public record PublisherStatistics(
    int receivers,
    long admitted,
    long refused,
    long expired,
    long fetches,
    long completed,
    long frames,
    long bytes,
    int streams,
    long streamBytes,
    long heldBytes) {}
