/** Signs streams, so that receivers can tell who made them. */
@NullMarked
package dev.sirencast.encoder.signing;

import org.jspecify.annotations.NullMarked;
