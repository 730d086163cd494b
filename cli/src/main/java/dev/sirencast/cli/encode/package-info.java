/** The commands {@code encode}, {@code pack} and {@code unpack}. */
@NullMarked
package dev.sirencast.cli.encode;

import org.jspecify.annotations.NullMarked;
