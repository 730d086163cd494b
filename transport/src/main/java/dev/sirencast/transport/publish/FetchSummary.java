package dev.sirencast.transport.publish;

/**
 * What a finished fetch brought.
 *
 * @param stream what the publisher says of it
 * @param frames frames that came; the others were there already
 * @param bytes their bytes, without what the transport adds
 * @param seconds from the request to the end
 */
public record FetchSummary(StreamEntry stream, int frames, long bytes, double seconds) {}
