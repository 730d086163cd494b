package dev.sirencast.transport.carousel;

import dev.sirencast.transport.publish.StreamEntry;
import java.time.Duration;

/**
 * A stream of a carousel.
 *
 * @param stream as it was last described
 * @param ago how long before the listing's end that was: the longer, the more likely has it gone
 */
public record HeardStream(StreamEntry stream, Duration ago) {}
