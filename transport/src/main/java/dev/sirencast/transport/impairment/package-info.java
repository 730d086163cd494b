/**
 * Channels that damage frames on purpose: loss, bursts, bit errors, duplicates, reordering, delay
 * and bottlenecks, in the words of Linux's tc-netem.
 *
 * <p>Pure Java on opaque byte arrays, no sockets and no clocks: a channel model and a seed give the
 * same damage on every machine.
 */
@NullMarked
package dev.sirencast.transport.impairment;

import org.jspecify.annotations.NullMarked;
