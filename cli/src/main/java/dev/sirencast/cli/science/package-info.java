/** The commands {@code reproduce} and {@code bench}. */
@NullMarked
package dev.sirencast.cli.science;

import org.jspecify.annotations.NullMarked;
