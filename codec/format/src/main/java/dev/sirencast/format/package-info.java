/**
 * The weight codec: weights to symbols, symbols to packets that stand alone, and back.
 *
 * <p>{@link dev.sirencast.format.PacketFormat} holds the wire layout as a picture.
 */
@NullMarked
package dev.sirencast.format;

import org.jspecify.annotations.NullMarked;
