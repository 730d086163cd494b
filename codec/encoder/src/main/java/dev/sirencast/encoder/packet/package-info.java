/** Quantised weights to packets: how they are grouped, protected and ordered. */
@NullMarked
package dev.sirencast.encoder.packet;

import org.jspecify.annotations.NullMarked;
