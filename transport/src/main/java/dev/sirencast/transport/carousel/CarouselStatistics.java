package dev.sirencast.transport.carousel;

/**
 * What a carousel has sent since it was started.
 *
 * @param datagrams that the system took, descriptions of streams among them
 * @param bytes of these, without the headers of IP and UDP
 * @param frames frames as they are
 * @param repairs repair rows
 * @param rounds times that all streams were sent
 */
public record CarouselStatistics(
    long datagrams, long bytes, long frames, long repairs, long rounds) {}
