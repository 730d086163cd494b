/**
 * The experiments of Zhou et al.: tables and figures under noise on the weights, beside what was
 * published.
 */
@NullMarked
package dev.sirencast.experiments.noise;

import org.jspecify.annotations.NullMarked;
