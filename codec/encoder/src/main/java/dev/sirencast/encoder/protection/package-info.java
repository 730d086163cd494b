/**
 * Spending bytes of protection where they keep the most quality on a stated link. Plain Java, for
 * encoders alone.
 */
@NullMarked
package dev.sirencast.encoder.protection;

import org.jspecify.annotations.NullMarked;
