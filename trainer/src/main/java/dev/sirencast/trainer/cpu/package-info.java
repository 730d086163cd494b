/**
 * Trains sine networks in plain Java, on the processor's vectors where the JVM has the Vector API.
 *
 * <p>For many small networks, each on one thread ({@link dev.sirencast.trainer.cpu.NetworkFitter}),
 * and for a large one whose tiles several threads share ({@link
 * dev.sirencast.trainer.cpu.NetworkPass}, and its kin for noise and for the Hessian). The bits of a
 * result do not depend on the number of threads; they do on the kernel. Nothing here needs
 * libtorch.
 */
@NullMarked
package dev.sirencast.trainer.cpu;

import org.jspecify.annotations.NullMarked;
