/**
 * The weight codec: weights to symbols, symbols to packets that stand alone, and back.
 *
 * <p>{@link dev.sirencast.codec.PacketFormat} holds the wire layout as a picture.
 */
@NullMarked
package dev.sirencast.codec;

import org.jspecify.annotations.NullMarked;
