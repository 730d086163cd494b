/** The commands {@code send} and {@code relay}. */
@NullMarked
package dev.sirencast.cli.send;

import org.jspecify.annotations.NullMarked;
