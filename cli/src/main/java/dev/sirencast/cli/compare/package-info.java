/** The command {@code compare}. */
@NullMarked
package dev.sirencast.cli.compare;

import org.jspecify.annotations.NullMarked;
