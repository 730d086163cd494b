/**
 * Sine networks (SIREN; Sitzmann et al., "Implicit Neural Representations with Periodic Activation
 * Functions", 2020): their shape, their weights and their evaluation on a coordinate grid.
 */
@NullMarked
package dev.sirencast.siren;

import org.jspecify.annotations.NullMarked;
