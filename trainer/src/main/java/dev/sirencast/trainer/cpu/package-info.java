/**
 * Trains sine networks in plain Java, on the processor's vectors where the JVM has the Vector API.
 *
 * <p>For many small networks, which one thread each takes from a queue ({@link
 * dev.sirencast.trainer.cpu.FitQueue}), and for a large one whose tiles several threads share
 * ({@link dev.sirencast.trainer.cpu.NetworkPass}). The bits of a result do not depend on the number
 * of threads; they do on the kernel. Nothing here needs the engine of {@code trainer.network}.
 */
@NullMarked
package dev.sirencast.trainer.cpu;

import org.jspecify.annotations.NullMarked;
