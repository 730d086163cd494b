/** What training minimises, as values: each engine knows how. */
@NullMarked
package dev.sirencast.trainer.loss;

import org.jspecify.annotations.NullMarked;
