/** Rate-aware fine-tuning: weights trained for the bytes that their symbols take. */
@NullMarked
package dev.sirencast.trainer.rate;

import org.jspecify.annotations.NullMarked;
