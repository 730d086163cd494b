/**
 * Packets as they arrive, before anybody knows what their bodies mean: which are there, which are
 * damaged, and what damaged copies tell together. Of use to the receiver alone.
 */
@NullMarked
package dev.sirencast.receiver.packet;

import org.jspecify.annotations.NullMarked;
